import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  describeTuple,
  formatEndpoint,
  markProblems,
  type Problem,
  parseTuple,
  type SocketTuple,
} from '../../src/lib/index.ts';

const SEED = 'tcp 192.168.1.5:51734 93.184.216.34:80';
const CAST = 'tcp 192.0.2.10:51734 203.0.113.80:443';

/** The tuple in one form: protocol, local, remote, state. */
function brief({ protocol, local, remote, state }: SocketTuple): string {
  return [protocol, formatEndpoint(local), formatEndpoint(remote), ...(state ? [state] : [])].join(' ');
}

function read(text: string): SocketTuple {
  const result = parseTuple(text);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

function refuse(text: string) {
  const result = parseTuple(text);
  if (result.ok) throw new Error(`read as ${brief(result.value)}`);
  return result.problem;
}

describe('readable without a note', () => {
  test.each([
    ['the seed', 'TCP, 192.168.1.5, 51734, 93.184.216.34, 80', SEED],
    ['tabs', 'TCP\t192.168.1.5\t51734\t93.184.216.34\t80', SEED],
    ['blanks', 'tcp 192.168.1.5 51734 93.184.216.34 80', SEED],
    ['no blanks', 'tcp,192.168.1.5,51734,93.184.216.34,80', SEED],
    ['semicolons', 'TCP;192.168.1.5;51734;93.184.216.34;80', SEED],
    ['pipes', 'TCP | 192.168.1.5 | 51734 | 93.184.216.34 | 80', SEED],
    ['slashes', 'tcp/192.168.1.5/51734/93.184.216.34/80', SEED],
    ['no-break spaces', 'TCP,\u00a0192.168.1.5,\u00a051734, 93.184.216.34, 80', SEED],
    ['angle brackets', '<TCP, 192.168.1.5, 51734, 93.184.216.34, 80>', SEED],
    ['a bracket a part', '<TCP>, <192.168.1.5>, <51734>, <93.184.216.34>, <80>', SEED],
    ['parentheses and quotes', '("TCP", "192.168.1.5", 51734, \'93.184.216.34\', 80)', SEED],
    ['pairs of a Python program', "tcp (('192.168.1.5', 51734), ('93.184.216.34', 80))", SEED],
    ['a JSON array', '["tcp","192.168.1.5",51734,"93.184.216.34",80]', SEED],
    ['a protocol number', '6, 192.168.1.5, 51734, 93.184.216.34, 80', SEED],
    ['a sentence with the word port', 'TCP from 192.168.1.5 port 51734 to 93.184.216.34 port 80', SEED],
    ['an arrow', 'tcp 192.0.2.10:51734 -> 203.0.113.80:443', CAST],
    ['an arrow without blanks', 'tcp 192.0.2.10:51734->203.0.113.80:443', CAST],
    ['a drawn arrow', 'tcp 192.0.2.10:51734 → 203.0.113.80:443', CAST],
    ['a drawn arrow without blanks', 'tcp 192.0.2.10:51734→203.0.113.80:443', CAST],
    ['a double arrow', 'tcp 192.0.2.10:51734 => 203.0.113.80:443', CAST],
    ['a greater-than sign', 'tcp 192.0.2.10:51734 > 203.0.113.80:443', CAST],
    ['an arrow both ways', 'tcp 192.0.2.10:51734 <-> 203.0.113.80:443', CAST],
    ['a drawn arrow both ways', 'tcp 192.0.2.10:51734 ↔ 203.0.113.80:443', CAST],
    ['a hyphen between', 'tcp://192.0.2.10:51734-203.0.113.80:443', CAST],
    ['a slash behind the protocol', 'tcp/192.0.2.10:51734-203.0.113.80:443', CAST],
    ['a colon behind the protocol', 'tcp:192.0.2.10:51734 203.0.113.80:443', CAST],
    ['the protocol behind', '192.0.2.10:51734 -> 203.0.113.80:443/tcp', CAST],
    [
      'bracketed IPv6',
      'udp [2001:db8::10]:51734 -> [2001:DB8:80:0::1]:443',
      'udp [2001:db8::10]:51734 [2001:db8:80::1]:443',
    ],
    [
      'bare IPv6, ports apart',
      'TCP, 2001:db8::10, 51734, 2001:db8:80::1, 443',
      'tcp [2001:db8::10]:51734 [2001:db8:80::1]:443',
    ],
    [
      'bracketed IPv6, ports apart',
      'TCP, [2001:db8::10], 51734, [2001:db8:80::1], 443',
      'tcp [2001:db8::10]:51734 [2001:db8:80::1]:443',
    ],
    ['zones', 'UDP, fe80::1%eth0, 546, ff02::2%eth0, 547', 'udp [fe80::1%eth0]:546 [ff02::2%eth0]:547'],
    ['service names', 'tcp 192.0.2.10:51734 203.0.113.80:https', CAST],
    ['service names apart', 'TCP, 192.0.2.10, 51734, 203.0.113.80, https', CAST],
    ['host names', 'TCP laptop:51734 -> web:https', 'tcp laptop:51734 web:443'],
    ['host names apart', 'TCP, laptop, 51734, web.example, https', 'tcp laptop:51734 web.example:443'],
    ['a host that is called mail', 'TCP, mail, 25, 192.0.2.10, 51734', 'tcp mail:25 192.0.2.10:51734'],
    ['a host that is called client', 'tcp client:51734 -> server:443', 'tcp client:51734 server:443'],
    ['UDP-Lite', 'UDPLITE 192.0.2.10:5000 203.0.113.80:5001', 'udplite 192.0.2.10:5000 203.0.113.80:5001'],
    ['SCTP by number', '132 192.0.2.10:2905 203.0.113.80:2905', 'sctp 192.0.2.10:2905 203.0.113.80:2905'],
    ['DCCP by number', '33 192.0.2.10:5000 203.0.113.80:5001', 'dccp 192.0.2.10:5000 203.0.113.80:5001'],
    ['keys', 'proto=tcp src=192.0.2.10 sport=51734 dst=203.0.113.80 dport=443', CAST],
    ['keys in another order', 'dport=443 dst=203.0.113.80 sport=51734 src=192.0.2.10 proto=6', CAST],
    ['keys with whole endpoints', 'remote=203.0.113.80:443 local=192.0.2.10:51734 proto=tcp', CAST],
    ['keys with colons', 'protocol: TCP, remote: 203.0.113.80:443, local: 192.0.2.10:51734', CAST],
    ['keys with blanks', 'proto = tcp src = 192.0.2.10 sport = 51734 dst = 203.0.113.80 dport = 443', CAST],
    ['JSON', '{"protocol":"tcp","srcAddr":"192.0.2.10","srcPort":51734,"dstAddr":"203.0.113.80","dstPort":443}', CAST],
    [
      'nested JSON',
      '{"protocol":"tcp","local":{"address":"192.0.2.10","port":51734},"remote":{"address":"203.0.113.80","port":443}}',
      CAST,
    ],
    [
      'JSON over several lines',
      '{\n  "protocol": "tcp",\n  "local": {\n    "address": "192.0.2.10",\n    "port": 51734\n  },\n  "remote": {\n    "address": "203.0.113.80",\n    "port": 443\n  }\n}',
      CAST,
    ],
    [
      'Elastic Common Schema',
      '{"network.transport":"tcp","source.ip":"192.0.2.10","source.port":51734,"destination.ip":"203.0.113.80","destination.port":443}',
      CAST,
    ],
    [
      'Suricata eve.json',
      '{"event_type":"flow","src_ip":"192.0.2.10","src_port":51734,"dest_ip":"203.0.113.80","dest_port":443,"proto":"TCP"}',
      CAST,
    ],
    ['one part a line', 'TCP\n192.168.1.5\r\n51734\n93.184.216.34\n80', SEED],
    [
      'lsof',
      'firefox  812 ann  50u  IPv4 12345  0t0  TCP 192.0.2.10:51734->203.0.113.80:443 (ESTABLISHED)',
      `${CAST} ESTABLISHED`,
    ],
    ['lsof, NAME alone, with names', 'TCP laptop:51734->web:https (CLOSE_WAIT)', 'tcp laptop:51734 web:443 CLOSE-WAIT'],
    [
      'netstat, Linux',
      'tcp        0      0 192.0.2.10:51734        203.0.113.80:443        ESTABLISHED 812/firefox',
      `${CAST} ESTABLISHED`,
    ],
    [
      'netstat, Linux, IPv6',
      'tcp6       0      0 2001:db8::10:22         2001:db8::5:51734       ESTABLISHED 812/sshd',
      'tcp [2001:db8::10]:22 [2001:db8::5]:51734 ESTABLISHED',
    ],
    ['netstat, Windows', '  TCP    192.0.2.10:51734    203.0.113.80:443   TIME_WAIT     0', `${CAST} TIME-WAIT`],
    [
      'netstat, macOS',
      'tcp4       0      0  192.0.2.10.51734      203.0.113.80.443       SYN_SENT',
      `${CAST} SYN-SENT`,
    ],
    [
      'netstat, macOS, with names',
      'tcp4       0      0  laptop.51734      web.https       ESTABLISHED',
      'tcp laptop:51734 web:443 ESTABLISHED',
    ],
    [
      'ss',
      'tcp   ESTAB  0  0   192.0.2.10:51734   203.0.113.80:443  users:(("firefox",pid=812,fd=50)) timer:(keepalive,10sec,0) ino:12345 sk:1',
      `${CAST} ESTABLISHED`,
    ],
    [
      'ss, IPv4-mapped',
      'tcp ESTAB 0 0 [::ffff:192.0.2.10]:22 [::ffff:203.0.113.80]:51734',
      'tcp [::ffff:192.0.2.10]:22 [::ffff:203.0.113.80]:51734 ESTABLISHED',
    ],
    ['tcpdump', '12:34:56.789012 IP 192.0.2.10.51734 > 203.0.113.80.443: Flags [S], seq 1, win 64240, length 0', CAST],
    [
      'tcpdump, IPv6',
      'IP6 2001:db8::10.51734 > 2001:db8:80::1.443: Flags [S]',
      'tcp [2001:db8::10]:51734 [2001:db8:80::1]:443',
    ],
    ['tcpdump, UDP', 'IP 192.0.2.10.5353 > 224.0.0.251.5353: UDP, length 100', 'udp 192.0.2.10:5353 224.0.0.251:5353'],
    [
      'pflog',
      'rule 3/0(match): block in on em0: 198.51.100.7.51734 > 192.0.2.10.22: Flags [S], seq 1',
      'tcp 198.51.100.7:51734 192.0.2.10:22',
    ],
    [
      'pfSense filterlog',
      '5,,,1000000103,igb0,match,block,in,4,0x0,,64,12345,0,none,6,tcp,60,198.51.100.7,10.0.0.5,51734,22,0,S,1,,65535,,mss',
      'tcp 198.51.100.7:51734 10.0.0.5:22',
    ],
    [
      'ufw',
      'Jan  1 10:00:00 host kernel: [123.456] [UFW BLOCK] IN=eth0 OUT= MAC=00:11:22:33:44:55:66:77:88:99:aa:bb:08:00 SRC=198.51.100.7 DST=192.0.2.10 LEN=60 TOS=0x00 PREC=0x00 TTL=50 ID=12345 DF PROTO=TCP SPT=51734 DPT=22 WINDOW=65535 RES=0x00 SYN URGP=0',
      'tcp 198.51.100.7:51734 192.0.2.10:22',
    ],
    [
      'netfilter, protocol number',
      'IN=eth0 SRC=198.51.100.7 DST=192.0.2.10 PROTO=17 SPT=5353 DPT=53',
      'udp 198.51.100.7:5353 192.0.2.10:53',
    ],
    [
      'conntrack',
      'tcp      6 431999 ESTABLISHED src=192.0.2.10 dst=203.0.113.80 sport=51734 dport=443 src=203.0.113.80 dst=192.0.2.10 sport=443 dport=51734 [ASSURED] mark=0 use=1',
      `${CAST} ESTABLISHED`,
    ],
    [
      '/proc/net/nf_conntrack',
      'ipv4     2 udp      17 29 src=192.0.2.10 dst=203.0.113.80 sport=51734 dport=53 [UNREPLIED] src=203.0.113.80 dst=192.0.2.10 sport=53 dport=51734',
      'udp 192.0.2.10:51734 203.0.113.80:53',
    ],
    [
      'AWS VPC flow log, TCP',
      '2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK',
      'tcp 172.31.16.139:20641 172.31.16.21:22',
    ],
    [
      'AWS VPC flow log, UDP',
      '2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 53 17 20 4249 1418530010 1418530070 REJECT OK',
      'udp 172.31.16.139:20641 172.31.16.21:53',
    ],
    [
      'Azure NSG flow tuple',
      '1542110377,94.102.49.190,10.5.16.4,28746,443,U,I,D,B,,,,',
      'udp 94.102.49.190:28746 10.5.16.4:443',
    ],
    [
      'Cisco ASA, denied',
      '%ASA-4-106023: Deny tcp src outside:198.51.100.7/51734 dst inside:10.0.0.5/22 by access-group "x" [0x0, 0x0]',
      'tcp 198.51.100.7:51734 10.0.0.5:22',
    ],
    [
      'Zeek',
      '1591367999.305988\tCMdzit1AMNsmfAIiQc\t192.168.4.76\t36844\t192.168.4.1\t53\tudp\tdns\t0.066852\t62\t141\tSF',
      'udp 192.168.4.76:36844 192.168.4.1:53',
    ],
    [
      'nfdump',
      '2024-05-21 12:00:00.000     0.500 TCP      192.0.2.10:51734 ->    203.0.113.80:443        10     1000     1',
      CAST,
    ],
    [
      'Suricata fast.log',
      '05/21-10:00:00.1 [**] [1:1:1] x [**] [Priority: 1] {TCP} 192.0.2.10:51734 -> 203.0.113.80:443',
      CAST,
    ],
    [
      'keys of two words',
      'Protocol: TCP; Local address: 192.168.1.5; Local port: 51734; Remote IP = 93.184.216.34; Remote port: 80',
      SEED,
    ],
    [
      'netstat, Linux, both ends on localhost',
      'tcp        0      0 localhost:51734         localhost:postgresql    ESTABLISHED',
      'tcp localhost:51734 localhost:5432 ESTABLISHED',
    ],
    [
      'CEF',
      'CEF:0|Fortinet|Fortigate|v6|0|traffic|3|src=192.0.2.10 spt=51734 dst=203.0.113.80 dpt=443 proto=6 act=accept',
      CAST,
    ],
    ['a tuple in a sentence', 'The socket tuple is (TCP, 192.168.1.5, 51734, 93.184.216.34, 80).', SEED],
  ])('%s', (_name, text, expected) => {
    const tuple = read(text);
    expect(brief(tuple)).toBe(expected);
    expect(tuple.notes).toEqual([]);
  });
});

describe('readable with a note that points at the place', () => {
  test.each([
    ['no protocol', '192.168.1.5, 51734, 93.184.216.34, 80', SEED, 1, 'no protocol'],
    [
      'no protocol, but a state',
      'ESTAB  0  0   192.0.2.10:51734   203.0.113.80:443',
      `${CAST} ESTABLISHED`,
      1,
      'no protocol',
    ],
    ['a misspelt protocol', 'TPC, 192.168.1.5, 51734, 93.184.216.34, 80', SEED, 1, '"TPC"'],
    ['an arrow to the left', 'tcp 203.0.113.80:443 <- 192.0.2.10:51734', CAST, 5, 'an arrow to the left'],
    ['a drawn arrow to the left', 'tcp 203.0.113.80:443 ← 192.0.2.10:51734', CAST, 5, 'an arrow to the left'],
    ['ports first', 'TCP, 51734, 192.168.1.5, 80, 93.184.216.34', SEED, 6, 'a port first'],
    ['the remote side first', 'TCP to 203.0.113.80:443 from 192.0.2.10:51734', CAST, 8, 'the remote side first'],
    [
      'Cisco ASA, built outbound',
      'TCP connection 123 for outside:203.0.113.80/443 (203.0.113.80/443) to inside:192.0.2.10/51734 (192.0.2.10/51734)',
      CAST,
      32,
      'the remote side first',
    ],
    ['port 0', 'TCP 192.0.2.10:0 203.0.113.80:443', 'tcp 192.0.2.10:0 203.0.113.80:443', 16, 'port 0'],
    [
      'both sides the same',
      'TCP 192.0.2.10:80 192.0.2.10:80',
      'tcp 192.0.2.10:80 192.0.2.10:80',
      19,
      'the local endpoint again',
    ],
    [
      'mixed families',
      'TCP, 192.0.2.10, 51734, 2001:db8::1, 80',
      'tcp 192.0.2.10:51734 [2001:db8::1]:80',
      25,
      'an IPv6 address',
    ],
    [
      'TCP to a multicast group',
      'TCP 192.0.2.10:51734 224.0.0.251:5353',
      'tcp 192.0.2.10:51734 224.0.0.251:5353',
      22,
      'a multicast address',
    ],
    [
      'an unknown service',
      'TCP 192.0.2.10:51734 203.0.113.80:foo',
      'tcp 192.0.2.10:51734 203.0.113.80:foo',
      35,
      '"foo"',
    ],
    [
      'any local port',
      'TCP, 192.0.2.10, *, 203.0.113.80, 443',
      'tcp 192.0.2.10:* 203.0.113.80:443',
      18,
      'any local port',
    ],
    [
      'a wildcard that is asked for',
      'TCP 192.0.2.10:51734 0.0.0.0:80',
      'tcp 192.0.2.10:51734 0.0.0.0:80',
      22,
      '0.0.0.0 as remote address',
    ],
    ['ICMP', 'ICMP, 192.0.2.10, 203.0.113.80', 'icmp 192.0.2.10:* 203.0.113.80:*', 1, 'protocol ICMP'],
    [
      'ICMP in tcpdump',
      'IP 192.0.2.10 > 203.0.113.80: ICMP echo request, id 1, seq 1, length 64',
      'icmp 192.0.2.10:* 203.0.113.80:*',
      31,
      'protocol ICMP',
    ],
    [
      'ICMPv6 with zeros for ports',
      '58, 2001:db8::10, 0, 2001:db8::1, 0',
      'icmp [2001:db8::10]:* [2001:db8::1]:*',
      1,
      'protocol ICMP',
    ],
    ['GRE', 'gre 192.0.2.10 203.0.113.80', 'other 192.0.2.10:* 203.0.113.80:*', 1, 'protocol without ports'],
    [
      'conntrack behind NAT',
      'tcp 6 9 ESTABLISHED src=192.0.2.10 dst=203.0.113.80 sport=51734 dport=443 src=203.0.113.80 dst=198.51.100.7 sport=443 dport=51734',
      `${CAST} ESTABLISHED`,
      79,
      'a reply from 203.0.113.80 port 443 to 198.51.100.7 port 51734',
    ],
    [
      'pf behind NAT',
      'all tcp 192.0.2.10:51734 (198.51.100.7:50000) -> 203.0.113.80:443',
      CAST,
      27,
      '198.51.100.7:50000 in parentheses',
    ],
    [
      'netstat, listening',
      'tcp6       0      0 :::22                   :::*                    LISTEN      1/sshd',
      'tcp [::]:22 [::]:* LISTEN',
      45,
      'no remote side',
    ],
    [
      'netstat, Windows, listening',
      '  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       900',
      'tcp 0.0.0.0:135 0.0.0.0:* LISTEN',
      33,
      'no remote side',
    ],
    ['netstat, Windows, UDP', '  UDP    [::]:5353      *:*         1234', 'udp [::]:5353 *:*', 25, 'no remote side'],
    [
      'netstat, macOS, listening',
      'tcp46      0      0  *.80                   *.*                    LISTEN',
      'tcp *:80 *:* LISTEN',
      45,
      'no remote side',
    ],
    [
      'ss, listening',
      'tcp LISTEN 0 128 *:22 *:* users:(("sshd",pid=1,fd=3))',
      'tcp *:22 *:* LISTEN',
      23,
      'no remote side',
    ],
    [
      'ss, unconnected',
      'udp UNCONN 0 0 [fe80::1]%eth0:546 [::]:*',
      'udp [fe80::1%eth0]:546 [::]:*',
      35,
      'no remote side',
    ],
    ['ss, zone', 'udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:*', 'udp 127.0.0.53%lo:53 0.0.0.0:*', 33, 'no remote side'],
    [
      'lsof, listening',
      'sshd    1 root    3u  IPv4  0x1234  0t0  TCP *:22 (LISTEN)',
      'tcp *:22 *:* LISTEN',
      46,
      'no remote side',
    ],
    ['lsof, unconnected', 'avahi 400 avahi 12u IPv4 1234 0t0 UDP *:mdns', 'udp *:5353 *:*', 39, 'no remote side'],
    ['five parts, listening', 'TCP, 0.0.0.0, 22, *, *', 'tcp 0.0.0.0:22 *:*', 19, 'no remote side'],
    [
      'IPv6 without brackets',
      'tcp [2001:db8::10]:51734 2001:db8:80::1:443',
      'tcp [2001:db8::10]:51734 [2001:db8:80::1]:443',
      26,
      '2001:db8:80::1:443 without brackets',
    ],
    ['a word for the protocol', 'HTTP, 192.168.1.5, 51734, 93.184.216.34, 80', SEED, 1, '"HTTP"'],
    [
      'a port in two pieces',
      'TCP, 192.168.1.5, 5 1734, 93.184.216.34, 80',
      'tcp 192.168.1.5:5 93.184.216.34:80',
      21,
      '1734 besides',
    ],
    [
      'a prefix length',
      'TCP, 192.168.1.5/24, 51734, 93.184.216.34, 80',
      'tcp 192.168.1.5:24 93.184.216.34:80',
      22,
      '51734 besides',
    ],
    ['a third endpoint', 'TCP 192.0.2.10:51734 203.0.113.80:443 10.0.0.5:5432', CAST, 39, '10.0.0.5:5432 besides'],
    [
      'netstat, a listener by name',
      'tcp        0      0 localhost:smtp          *:*                     LISTEN',
      'tcp localhost:25 *:* LISTEN',
      45,
      'no remote side',
    ],
  ])('%s', (_name, text, expected, column, found) => {
    const tuple = read(text);
    expect(brief(tuple)).toBe(expected);
    expect(tuple.notes).toHaveLength(1);
    expect(tuple.notes[0]).toMatchObject({ line: 1, column, found });
    expect(tuple.notes[0]!.hint).not.toBe('');
  });
});

describe('a problem that points at the character', () => {
  test.each([
    ['nothing', '', 1, 1, 'nothing', 'a socket tuple'],
    ['blanks alone', ' \n\t\n', 1, 1, 'nothing', 'a socket tuple'],
    ['prose', 'hello world', 1, 1, '"hello"', 'a socket tuple'],
    [
      'the template of the article',
      '<protocol>, <local IP address>, <local port>',
      1,
      2,
      '"protocol"',
      'a socket tuple',
    ],
    ['the protocol alone', 'TCP', 1, 4, 'nothing more', 'a local address'],
    ['the local address alone', 'TCP, 192.168.1.5', 1, 17, 'nothing more', 'the local port'],
    ['the local side alone', 'TCP, 192.168.1.5, 51734', 1, 24, 'nothing more', 'a remote address and its port'],
    ['an arrow to nowhere', 'TCP 192.168.1.5:51734 ->', 1, 25, 'nothing more', 'a remote address and its port'],
    ['no remote port', 'TCP, 192.168.1.5, 51734, 93.184.216.34', 1, 39, 'nothing more', 'the remote port'],
    ['no local port', 'TCP, 192.168.1.5, 93.184.216.34, 80', 1, 19, '"93.184.216.34"', 'the local port'],
    ['a word for the local port', 'TCP, 192.168.1.5, foo, 93.184.216.34, 80', 1, 19, '"foo"', 'the local port'],
    ['a word for the remote port', 'TCP, 192.168.1.5, 51734, 93.184.216.34, foo', 1, 41, '"foo"', 'the remote port'],
    [
      'an unknown service of a host',
      'TCP laptop:51734 web:foo',
      1,
      22,
      'port "foo"',
      'a port number or a common service name',
    ],
    [
      'local port out of range',
      'TCP, 192.168.1.5, 70000, 93.184.216.34, 80',
      1,
      19,
      'port 70000',
      'a port number from 0 to 65535 (RFC 9293: a 16-bit field)',
    ],
    [
      'remote port out of range',
      'TCP, 192.168.1.5, 51734, 93.184.216.34, 80000',
      1,
      41,
      'port 80000',
      'a port number from 0 to 65535 (RFC 9293: a 16-bit field)',
    ],
    [
      'port out of range behind a colon',
      'TCP 192.168.1.5:70000 -> 93.184.216.34:80',
      1,
      17,
      'port "70000"',
      'a number from 0 to 65535, a service name, or *',
    ],
    [
      'first part of the address too big',
      'TCP, 256.1.1.1, 51734, 93.184.216.34, 80',
      1,
      6,
      '"256.1.1.1"',
      'an IP address, a host name, or *',
    ],
    [
      'third part of the address too big',
      'TCP 10.1.300.1:80 -> 93.184.216.34:80',
      1,
      10,
      '"10.1.300.1"',
      'an IP address, a host name, or *',
    ],
    [
      'three parts',
      'TCP, 192.168.1, 51734, 93.184.216.34, 80',
      1,
      15,
      '"192.168.1"',
      'an IP address, a host name, or *',
    ],
    [
      'a stranger in IPv6',
      'tcp [2001:db8::zz]:51734 [2001:db8:80::1]:443',
      1,
      16,
      '"2001:db8::zz"',
      'an IP address, a host name, or *',
    ],
    [
      'a key without its port',
      'proto=tcp src=192.0.2.10 sport=5 dst=203.0.113.80',
      1,
      50,
      'nothing more',
      'the remote port',
    ],
    [
      'a keyed port out of range',
      'src=192.0.2.10 sport=66666 dst=203.0.113.80 dport=443',
      1,
      22,
      'port 66666',
      'a port number from 0 to 65535 (RFC 9293: a 16-bit field)',
    ],
    [
      'a keyed address that is none',
      'src=192.0.2.256 sport=6666 dst=203.0.113.80 dport=443',
      1,
      13,
      '"192.0.2.256"',
      'an IP address, a host name, or *',
    ],
    [
      'a Unix socket',
      'unix 2 [ ] STREAM CONNECTED 1234 /run/x',
      1,
      1,
      '"unix"',
      'TCP, UDP or another Internet protocol',
    ],
    [
      'the best of several lines',
      '$ something\r\nTCP, 192.168.1.5, 70000, 93.184.216.34, 80',
      2,
      19,
      'port 70000',
      'a port number from 0 to 65535 (RFC 9293: a 16-bit field)',
    ],
    [
      'one endpoint in prose',
      'curl: (7) Failed to connect to 203.0.113.80 port 443 after 0 ms',
      1,
      54,
      '"after"',
      'a remote address and its port',
    ],
    [
      'a leading zero',
      'TCP, 010.0.0.1, 51734, 93.184.216.34, 80',
      1,
      6,
      '"010.0.0.1"',
      'an IP address, a host name, or *',
    ],
  ])('%s', (_name, text, line, column, found, expected) => {
    expect(refuse(text)).toMatchObject({ line, column, found, expected });
    expect(refuse(text).hint).not.toBe('');
  });
});

describe('several lines', () => {
  const listing =
    'Active Internet connections\nProto Recv-Q Send-Q Local Address  Foreign Address\ntcp 0 0 192.0.2.10:51734 203.0.113.80:443 ESTABLISHED\n\ntcp 0 0 192.0.2.10:51735 203.0.113.80:443 ESTABLISHED\n';
  test('the first that holds a tuple is read, and a note tells of the rest', () => {
    const { notes, ...tuple } = read(listing);
    expect(brief({ ...tuple, notes })).toBe(`${CAST} ESTABLISHED`);
    expect(notes).toEqual([
      { line: 5, column: 1, found: 'further lines', expected: 'one tuple', hint: 'Only line 3 is read.' },
    ]);
  });
  test('a line that nearly holds one is not passed over in silence', () => {
    const { notes } = read('TCP 192.0.2.10:99999 203.0.113.80:443\nTCP 192.0.2.10:51734 203.0.113.80:443');
    expect(notes).toMatchObject([{ line: 1, column: 16, found: 'port "99999"' }]);
  });
  test.each(['\n', '\r\n', '\r'])('blank lines before and behind say nothing (%j)', (end) => {
    expect(read(`${end}${end}TCP, 192.168.1.5, 51734, 93.184.216.34, 80${end}${end}`).notes).toEqual([]);
  });
  test('two listeners of two lines do not make one tuple', () => {
    expect(refuse('TCP 192.0.2.10:80\nTCP 203.0.113.80:443')).toMatchObject({ line: 1, column: 18 });
  });
  test("PowerShell's Format-List", () => {
    expect(
      brief(
        read(
          'LocalAddress  : 192.0.2.10\nLocalPort     : 51734\nRemoteAddress : 203.0.113.80\nRemotePort    : 443\nState         : Established',
        ),
      ),
    ).toBe(`${CAST} ESTABLISHED`);
  });
});

describe('properties', () => {
  const separators = fc.constantFrom(', ', ' ', '\t', ';', ' | ', '/');
  const address = fc.oneof(fc.ipV4(), fc.constantFrom('2001:db8::10', '::1', '::ffff:192.0.2.10', 'fe80::5'));
  const port = fc.integer({ min: 1, max: 65535 });
  const protocol = fc.constantFrom('tcp', 'udp', 'sctp', 'dccp', 'udplite');

  test('five parts come back, whatever stands between them', () => {
    fc.assert(
      fc.property(protocol, address, port, address, port, separators, (name, a, p, b, q, separator) => {
        const tuple = read([name, a, p, b, q].join(separator));
        expect(tuple).toMatchObject({
          protocol: name,
          local: { address: a, port: p },
          remote: { address: b, port: q },
        });
      }),
    );
  });

  test('format and parse are the identity', () => {
    fc.assert(
      fc.property(
        protocol,
        address,
        port,
        address,
        port,
        fc.constantFrom(' ', ' -> ', '->', ' → ', ','),
        (name, a, p, b, q, between) => {
          const local = { address: a, port: p };
          const remote = { address: b, port: q };
          expect(read(`${name} ${formatEndpoint(local)}${between}${formatEndpoint(remote)}`)).toMatchObject({
            protocol: name,
            local,
            remote,
          });
        },
      ),
    );
  });

  const scrap = fc.constantFrom(
    'tcp',
    'UDP',
    '10.0.0.1',
    '[::1]:80',
    '256.1.1.1',
    '::',
    ':',
    '->',
    '<-',
    '<',
    '>',
    '=',
    'src=',
    'dst:',
    '"',
    '{',
    '(',
    ')',
    '[',
    ']',
    '*',
    '80',
    '99999',
    'LISTEN',
    ' ',
    '\n',
    ',',
    '%',
    '.',
    '-',
    'web:https',
    '\u0000',
  );
  test('nothing throws, and every position lies in the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(scrap, { maxLength: 40 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const result = parseTuple(text);
          const lines = text.split(/\r\n?|\n/);
          for (const { line, column } of result.ok ? result.value.notes : [result.problem]) {
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeGreaterThanOrEqual(1);
            expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
          }
          if (!result.ok) return;
          const { parts, sentence } = describeTuple(result.value);
          expect(parts.every(({ text, meaning }) => text !== '' && meaning !== '')).toBe(true);
          expect(`${sentence} ${parts.map(({ meaning }) => meaning)}`).not.toMatch(/undefined|null|NaN/);
        },
      ),
      { numRuns: 2000 },
    );
  }, 60_000);

  test.each([
    'a',
    ' ',
    '\n',
    '-',
    '<',
    '[',
    ':',
    '.',
    '1.',
    '1:',
    '::',
    '* ',
    '* 1 ',
    '10.0.0.1 ',
    '10.0.0.1:80 99999 ',
    'a:',
    'src=',
    'src=1 ',
    '1 10.0.0.1 ',
    '"',
    'tcp ',
    '10.0.0.256 ',
    '-1',
    '\r\n ',
    'x=(',
    '10.0.0.1 (',
  ])(
    'a megabyte of %j is answered',
    (scrap) => {
      const text = `${scrap.repeat(Math.ceil(1e6 / scrap.length))}\nTCP, 192.168.1.5, 51734, 93.184.216.34, 80`;
      expect(parseTuple(text).ok).toBe(true);
    },
    60_000,
  );
});

describe('describeTuple', () => {
  const describeText = (text: string) => describeTuple(read(text));

  test('tells each part of the seed', () => {
    expect(describeText('TCP, 192.168.1.5, 51734, 93.184.216.34, 80')).toEqual({
      parts: [
        { role: 'protocol', text: 'TCP', meaning: 'a reliable stream of bytes in a connection (RFC 9293)' },
        {
          role: 'local-address',
          text: '192.168.1.5',
          scope: 'private',
          meaning: 'private: an internal network; not routed on the Internet',
        },
        {
          role: 'local-port',
          text: '51734',
          range: 'dynamic',
          ephemeralOn: ['linux', 'macos', 'windows', 'freebsd', 'solaris', 'aix'],
          meaning: 'dynamic range; ephemeral on Linux, macOS, Windows, FreeBSD, Solaris, AIX',
        },
        {
          role: 'remote-address',
          text: '93.184.216.34',
          scope: 'public',
          meaning: 'public: reachable on the Internet, if nothing filters it',
        },
        {
          role: 'remote-port',
          text: '80',
          range: 'system',
          service: 'http',
          ephemeralOn: [],
          meaning: 'http; system range',
        },
      ],
      client: 'local',
      why: '192.168.1.5 is probably the client, because port 51734 is ephemeral and port 80 (http) is in the system range.',
      sentence:
        'A TCP connection: port 51734 of 192.168.1.5 (private) talks to port 80 (http) of 93.184.216.34 (public). 192.168.1.5 is probably the client, because port 51734 is ephemeral and port 80 (http) is in the system range.',
    });
  });

  test.each([
    [
      'the server side',
      'TCP 203.0.113.80:443 192.0.2.10:51734',
      'remote',
      '192.0.2.10 is probably the client, because port 51734 is ephemeral and port 443 (https) is in the system range.',
    ],
    [
      'a common service above 1023',
      'TCP 10.0.0.5:5432 203.0.113.80:40000',
      'remote',
      '203.0.113.80 is probably the client, because port 40000 is ephemeral and port 5432 (postgresql) belongs to a common service.',
    ],
    [
      'a port of no service',
      'TCP 127.0.0.1:3000 127.0.0.1:40000',
      'remote',
      'The side with port 40000 is probably the client, because port 40000 is ephemeral and port 3000 is in the user range.',
    ],
    [
      'FreeBSD takes low ports',
      'TCP 192.0.2.10:12345 203.0.113.80:22',
      'local',
      '192.0.2.10 is probably the client, because port 12345 is in the user range and port 22 (ssh) is in the system range.',
    ],
    [
      'two services',
      'UDP 192.0.2.10:123 203.0.113.80:123',
      null,
      'The ports do not tell who is the client: servers use both.',
    ],
    [
      'two ephemeral ports',
      'TCP 192.0.2.10:50000 203.0.113.80:40000',
      null,
      'The ports do not tell who is the client: both are ephemeral.',
    ],
    [
      'two user ports',
      'TCP 192.0.2.10:3000 203.0.113.80:3001',
      null,
      'The ports do not tell who is the client: both are in the user range.',
    ],
    ['no ports', 'ICMP 192.0.2.10 203.0.113.80', null, 'Without ports nothing tells who began.'],
    ['an unknown port', 'TCP 192.0.2.10:* 203.0.113.80:80', null, 'Without both ports nothing tells who began.'],
    [
      'listening',
      'TCP *:22 (LISTEN)',
      null,
      'It is a server; each accepted connection gets a socket, and a five-tuple, of its own.',
    ],
  ])('who is the client: %s', (_name, text, client, why) => {
    expect(describeText(text)).toMatchObject({ client, why });
  });

  test.each([
    [
      'a listening socket',
      'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*',
      'A TCP socket that listens on port 22 (ssh) of every address of this machine. It is a server; each accepted connection gets a socket, and a five-tuple, of its own.',
    ],
    [
      'an unconnected socket',
      'udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:*',
      'A UDP socket that waits on port 53 (domain) of 127.0.0.53 (loopback). It has no remote side, so it is not yet a five-tuple.',
    ],
    [
      'a state on the way out',
      'tcp TIME-WAIT 0 0 192.0.2.10:123 203.0.113.80:80',
      'A TCP connection in state TIME-WAIT: port 123 (ntp) of 192.0.2.10 (documentation) talks to port 80 (http) of 203.0.113.80 (documentation). The ports do not tell who is the client: servers use both.',
    ],
    [
      'host names',
      'TCP laptop:51734 web:443',
      'A TCP connection: port 51734 of laptop talks to port 443 (https) of web. laptop is probably the client, because port 51734 is ephemeral and port 443 (https) is in the system range.',
    ],
    [
      'ICMP',
      'ICMP 10.0.0.1 10.0.0.2',
      'ICMP messages between 10.0.0.1 (private) and 10.0.0.2 (private). Without ports nothing tells who began.',
    ],
  ])('the whole in a sentence: %s', (_name, text, sentence) => {
    expect(describeText(text).sentence).toBe(sentence);
  });

  test.each([
    [
      'a host name',
      'TCP laptop:51734 web:443',
      1,
      { scope: null, text: 'laptop', meaning: 'a host name, not yet an address' },
    ],
    [
      'a zone',
      'UDP [fe80::1%eth0]:546 [ff02::2]:547',
      1,
      {
        text: 'fe80::1%eth0',
        scope: 'link-local',
        meaning: 'link-local: the directly attached network only, on interface eth0',
      },
    ],
    ['no peer', 'TCP *:22 (LISTEN)', 3, { text: '*', scope: 'wildcard', meaning: 'no peer: nothing is connected' }],
    ['no peer has no port', 'TCP *:22 (LISTEN)', 4, { text: '*', meaning: 'no peer, so no port' }],
    ['port 0', 'TCP 192.0.2.10:0 203.0.113.80:80', 2, { text: '0', meaning: 'reserved' }],
    [
      'a service of unknown port',
      'TCP 192.0.2.10:1 203.0.113.80:foo',
      4,
      { text: 'foo', meaning: 'a service name whose number is not known here' },
    ],
    ['no ports', 'ICMP 10.0.0.1 10.0.0.2', 2, { text: '–', meaning: 'ICMP has no ports' }],
  ])('a part: %s', (_name, text, index, part) => {
    expect(describeText(text).parts[index]).toMatchObject(part);
  });
});

describe('markProblems', () => {
  const at = (line: number, column: number): Problem => ({ line, column, found: '', expected: '', hint: '' });
  /** Marks in square brackets. */
  const brief = (text: string, problems: Problem[]) =>
    markProblems(text, problems)
      .map(({ text, marked }) => (marked ? `[${text}]` : text))
      .join('');

  test.each([
    ['a word', 'TCP, 70000, 80', [at(1, 6)], 'TCP, [70000], 80'],
    ['the first and the last', 'TPC 1 2', [at(1, 7), at(1, 1)], '[TPC] 1 [2]'],
    ['one place twice', 'TPC 1', [at(1, 1), at(1, 1)], '[TPC] 1'],
    ['behind the end', 'TCP,', [at(1, 5)], 'TCP,[\u00a0\u00a0]'],
    ['a sign', 'a , b', [at(1, 3)], 'a [,] b'],
    ['a character of two units', '𝟙 b', [at(1, 1)], '[𝟙] b'],
    ['the second line alone', 'a\r\nb c\r\nd', [at(2, 3), at(3, 1)], 'b [c]'],
    [
      'a place in a long line',
      `${'a '.repeat(500)}b${' c'.repeat(500)}`,
      [at(1, 1001)],
      `…${'a '.repeat(80)}[b]${' c'.repeat(80)}…`,
    ],
    ['nothing', 'a', [], ''],
    ['a line that is not there', 'a', [at(9, 1)], '[\u00a0\u00a0]'],
  ])('marks %s', (_name, text, problems, expected) => {
    expect(brief(text, problems)).toBe(expected);
  });

  test('an unmarked short line comes back whole', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z ,:]{1,100}$/),
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1 }),
        (line, columns) => {
          const problems = columns.filter((column) => column <= line.length).map((column) => at(1, column));
          if (problems.length > 0)
            expect(
              markProblems(line, problems)
                .map(({ text }) => text)
                .join(''),
            ).toBe(line);
        },
      ),
    );
  });
});
