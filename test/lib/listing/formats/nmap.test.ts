import { describe, expect, test } from 'vitest';
import { parseListing } from '../../../../src/lib/listing/parse.ts';

const of = (host: string, row: string) =>
  parseListing(`Nmap scan report for ${host}\nPORT STATE SERVICE\n${row}`).sockets;

test.each([
  [
    'web (203.0.113.80)',
    '22/tcp open ssh',
    { family: 'ipv4', local: { address: '203.0.113.80', port: 22, service: 'ssh' } },
  ],
  ['2001:db8:80::1', '443/tcp open  https', { family: 'ipv6', local: { address: '2001:db8:80::1', port: 443 } }],
  ['web.example', '443/tcp open  https', { family: null, local: { address: 'web.example', port: 443, named: true } }],
  ['web', '443/tcp open  ssl/http nginx 1.24.0 (Ubuntu)', { state: 'LISTEN', local: { service: 'ssl/http' } }],
  ['web', '161/udp open|filtered snmp', { protocol: 'udp', state: null, stateText: 'open|filtered' }],
  ['web', '25/tcp  filtered smtp no-response', { protocol: 'tcp', state: null, stateText: 'filtered' }],
  ['web', '36412/sctp open s1-control', { protocol: 'sctp', state: null, stateText: 'open' }],
  ['web', '8000/tcp open', { state: 'LISTEN', local: { address: 'web', port: 8000, named: true } }],
  ['web', '9999/tcp open  unknown', { local: { address: 'web', port: 9999, named: true } }],
])('%s: %s', (host, row, socket) => expect(of(host, row)).toMatchObject([socket]));

test('a row without its report is read, with no host', () => {
  const listing = parseListing('22/tcp   open     ssh     OpenSSH 9.2p1 Debian 2 (protocol 2.0)');
  expect(listing).toMatchObject({ format: 'nmap', os: null });
  expect(listing.sockets).toMatchObject([{ local: { address: '*', port: 22, service: 'ssh' }, state: 'LISTEN' }]);
});

test('each table is that of its own host', () => {
  const text = [
    'Starting Nmap 7.94 ( https://nmap.org ) at 2026-01-01 12:00 UTC',
    'Nmap scan report for web (203.0.113.80)',
    'Host is up (0.010s latency).',
    'PORT   STATE SERVICE VERSION',
    '22/tcp open  ssh     OpenSSH 9.2p1',
    '| ssh-hostkey: ',
    '|_  256 00:11:22 (ED25519)',
    'Service Info: OS: Linux; CPE: cpe:/o:linux:linux_kernel',
    '',
    'Nmap scan report for db (10.0.0.5)',
    'PORT     STATE SERVICE',
    '5432/tcp open  postgresql',
    '',
    'Nmap done: 2 IP addresses (2 hosts up) scanned in 2.00 seconds',
  ];
  const listing = parseListing(text.join('\n'));
  expect(listing.sockets).toMatchObject([
    { line: 5, lines: 3, local: { address: '203.0.113.80', port: 22 } },
    { line: 12, lines: 1, local: { address: '10.0.0.5', port: 5432 } },
  ]);
  expect(listing.lines.filter(({ kind }) => kind === 'skipped')).toEqual([]);
});

describe('what has no socket is skipped with its reason', () => {
  test.each([
    ['8080/tcp closed http-proxy', 'closed: no socket listens on 8080/tcp'],
    ['70000/tcp open unknown', 'found port 70000, expected 0 to 65535'],
    ['50/ip open esp', 'protocol 50 of IP is open: it has no port'],
    [
      'Host: 203.0.113.80 (web)\tPorts: 25/closed/tcp//smtp///\tIgnored State: filtered (999)',
      'closed: no socket listens on 25/tcp',
    ],
    ['Host: 203.0.113.80 (web)\tPorts: nonsense', 'found "nonsense", expected a port, its state and its protocol'],
  ])('%s', (line, reason) => expect(parseListing(line).lines).toMatchObject([{ kind: 'skipped', reason }]));
});

test('several ports of one line share it', () => {
  const line =
    'Host: 203.0.113.80 (web)\tPorts: 22/open/tcp//ssh//OpenSSH 9.2p1, Debian/, 443/open/tcp//ssl|http//nginx/\tIgnored State: closed (998)';
  const listing = parseListing(line);
  expect(listing.lines).toEqual([{ line: 1, kind: 'socket', reason: undefined }]);
  expect(listing.sockets).toMatchObject([
    { line: 1, raw: line, local: { port: 22, service: 'ssh' } },
    { line: 1, raw: line, local: { port: 443, service: 'ssl/http' } },
  ]);
});

test('common words stay chatter where no nmap is', () =>
  expect(parseListing('Note: the host is up\nHost is up').lines.map(({ kind }) => kind)).toEqual([
    'skipped',
    'skipped',
  ]));
