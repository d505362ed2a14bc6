import { expect, test } from 'vitest';
import { parseListing } from '../../../../src/lib/listing/parse.ts';

const THERE = 'src=192.0.2.10 dst=203.0.113.80 sport=51734 dport=443';
const BACK = 'src=203.0.113.80 dst=192.0.2.10 sport=443 dport=51734';

test.each([
  [
    'behind the home router',
    `tcp      6 431999 ESTABLISHED ${THERE} src=203.0.113.80 dst=198.51.100.7 sport=443 dport=40001 [ASSURED] mark=0 use=1`,
    {
      protocol: 'tcp',
      local: { address: '192.0.2.10', port: 51734 },
      remote: { address: '203.0.113.80', port: 443 },
      state: 'ESTABLISHED',
      stateText: 'ESTABLISHED [ASSURED], NAT: seen there as 198.51.100.7:40001',
      timer: '431999',
    },
  ],
  [
    'a published port of a container',
    'tcp 6 86399 ESTABLISHED src=192.0.2.10 dst=203.0.113.80 sport=51734 dport=8080 src=172.17.0.2 dst=192.0.2.10 sport=80 dport=51734 [ASSURED] mark=0 use=2',
    {
      remote: { address: '203.0.113.80', port: 8080 },
      stateText: 'ESTABLISHED [ASSURED], NAT: answered by 172.17.0.2:80',
    },
  ],
  [
    'with counters',
    `ipv4     2 tcp      6 119 SYN_SENT ${THERE} packets=1 bytes=60 [UNREPLIED] ${BACK} packets=0 bytes=0 mark=0 use=1`,
    { state: 'SYN-SENT', stateText: 'SYN_SENT [UNREPLIED]' },
  ],
  [
    'a FIN_WAIT, which is two states of the standard',
    `tcp      6 12 FIN_WAIT ${THERE} ${BACK} [ASSURED] use=1`,
    { state: null, stateText: 'FIN_WAIT [ASSURED]' },
  ],
  ['no flag, no NAT', `tcp      6 12 LAST_ACK ${THERE} ${BACK} use=1`, { state: 'LAST-ACK', stateText: 'LAST_ACK' }],
  [
    'as the standard spells it',
    `tcp      6 12 ESTABLISHED ${THERE} ${BACK} use=1`,
    { state: 'ESTABLISHED', stateText: undefined },
  ],
  [
    'moved to the network card, without state and timer',
    `tcp      6 ${THERE} ${BACK} [HW_OFFLOAD] mark=0 use=3`,
    { protocol: 'tcp', state: null, stateText: '[HW_OFFLOAD]', local: { address: '192.0.2.10', port: 51734 } },
  ],
  [
    'ICMP has no ports',
    'icmp     1 29 src=192.0.2.10 dst=203.0.113.80 type=8 code=0 id=1234 src=203.0.113.80 dst=192.0.2.10 type=0 code=0 id=1234 mark=0 use=1',
    {
      protocol: 'icmp',
      local: { address: '192.0.2.10', port: null },
      remote: { address: '203.0.113.80', port: null },
      stateText: undefined,
    },
  ],
  [
    'ICMPv6',
    'icmpv6   58 29 src=fe80::1 dst=ff02::1 type=128 code=0 id=7 [UNREPLIED] src=ff02::1 dst=fe80::1 type=129 code=0 id=7 use=1',
    { protocol: 'icmp', family: 'ipv6', stateText: '[UNREPLIED]' },
  ],
  [
    'a protocol without a name',
    'unknown  2 599 src=192.0.2.10 dst=224.0.0.22 [UNREPLIED] src=224.0.0.22 dst=192.0.2.10 mark=0 use=1',
    { protocol: 'other', remote: { address: '224.0.0.22', port: null } },
  ],
  [
    'GRE',
    'gre      47 179 timeout=180, stream_timeout=180 src=192.0.2.10 dst=203.0.113.80 srckey=0x0 dstkey=0x9 src=203.0.113.80 dst=192.0.2.10 srckey=0x9 dstkey=0x0 [ASSURED] use=1',
    { protocol: 'other', stateText: '[ASSURED]' },
  ],
  [
    'SCTP',
    `sctp     132 201 ESTABLISHED ${THERE} ${BACK} [ASSURED] mark=0 use=1`,
    { protocol: 'sctp', state: null, stateText: 'ESTABLISHED [ASSURED]' },
  ],
  [
    'an event',
    `[1795000000.123456]\t    [NEW] tcp      6 120 SYN_SENT ${THERE} [UNREPLIED] ${BACK}`,
    { state: 'SYN-SENT', stateText: '[NEW] SYN_SENT [UNREPLIED]', timer: '120' },
  ],
  [
    'the last event has no state and no timer',
    `[DESTROY] udp      17 ${THERE} ${BACK}`,
    { protocol: 'udp', stateText: '[DESTROY]' },
  ],
])('%s', (_name, line, socket) => {
  const listing = parseListing(line);
  expect(listing.sockets).toMatchObject([socket]);
  expect(listing).toMatchObject({ format: 'conntrack', os: 'linux' });
});

test.each([
  [
    `tcp 6 1 ESTABLISHED src=192.0.2.300 dst=203.0.113.80 sport=1 dport=2`,
    'original direction: found "192.0.2.300" and "1"',
  ],
  [
    `tcp 6 1 ESTABLISHED ${THERE} src=203.0.113.80 dst=192.0.2.10 sport=443 dport=99999`,
    'reply direction: found "192.0.2.10" and "99999"',
  ],
])('%s is skipped', (line, reason) => {
  expect(parseListing(line).lines).toMatchObject([{ kind: 'skipped', reason: expect.stringContaining(reason) }]);
});
