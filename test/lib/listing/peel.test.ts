import { describe, expect, test } from 'vitest';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import { isTableRule, peel } from '../../../src/lib/listing/peel.ts';

test.each([
  ['indentation', '    tcp 0', 'tcp 0'],
  ['a quoting mark', '> tcp 0', 'tcp 0'],
  ['a quote in a quote', '>> tcp 0', '> tcp 0'],
  ['cat -n', '     1  tcp 0', ' tcp 0'],
  ['grep -n', '12:tcp 0', 'tcp 0'],
  ['a line of context by grep -n', '12-tcp 0', 'tcp 0'],
  ['grep -H', 'listings/web1.txt:tcp 0', 'tcp 0'],
  ['grep -rn', 'listings/web1.log:12:tcp 0', 'tcp 0'],
  ['an ISO time', '2026-11-24T10:00:00 tcp 0', 'tcp 0'],
  ['an ISO time with zone and fraction', '2026-11-24T10:00:00.123456+01:00 tcp 0', 'tcp 0'],
  ['a log time', '[2026-11-24 10:00:00,123] tcp 0', 'tcp 0'],
  ['ts', 'Nov 24 10:00:00 tcp 0', 'tcp 0'],
  ['ts of a day with one digit', 'Nov  4 10:00:00 tcp 0', 'tcp 0'],
  ['ts %.s', '1795514400.123456 tcp 0', 'tcp 0'],
  ['a time', '10:00:00 tcp 0', 'tcp 0'],
  ['Slack', '[10:42 AM] reader: tcp 0', 'reader: tcp 0'],
  ['Discord', '[10:42]reader: tcp 0', 'reader: tcp 0'],
  ['WhatsApp', '24/11/2026, 10:42 - Reader: tcp 0', 'Reader: tcp 0'],
  ['a speaker of two words', 'Jo Reader: tcp 0', 'tcp 0'],
  ['IRC', '<reader> tcp 0', 'tcp 0'],
  ['clush', 'web1: tcp 0', 'tcp 0'],
  ['Fabric', '[web1] out: tcp 0', 'tcp 0'],
  ['kubectl logs --prefix', '[pod/web-5d8f/nginx] tcp 0', 'tcp 0'],
  ['docker compose', 'web-1  | tcp 0', 'tcp 0'],
  ['syslog behind its time', 'web1 netstat[812]: tcp 0', 'tcp 0'],
  ['a bullet', '- tcp 0', 'tcp 0'],
  ['a diff', '+tcp 0', 'tcp 0'],
  ['a Markdown table', '| tcp | 0 |', 'tcp 0'],
  ['a drawn table', '│ tcp │ 0 │', 'tcp 0'],
  ['code', '`tcp 0`', 'tcp 0'],
  ['strings in a list', "  'tcp 0',", 'tcp 0'],
  ['entities', '&gt; tcp&nbsp;0', '> tcp 0'],
  ['tags', '<tr><td>tcp</td><td>0</td></tr>', '  tcp  0  '],
  ['a tag within a word', 'tc<span class="hit">p</span> 0', 'tcp 0'],
  ['nothing to take off', 'tcp 0', null],
  ['an IPv4 address', '192.0.2.10 51734', null],
  ['an IPv6 address', '2001:db8::10 51734', null],
  ['nothing', '', null],
])('peels: %s', (_name, line, rest) => expect(peel(line)).toBe(rest));

test.each([
  ['|---|:---:|', true],
  ['+-----+-----+', true],
  ['├─────┼─────┤', true],
  ['| tcp | 0 |', false],
  ['-----', false],
  ['+ netstat', false],
])('isTableRule(%j) is %j', (line, expected) => expect(isTableRule(line)).toBe(expected));

describe('a whole listing under its layers', () => {
  const LISTING = [
    'Active Internet connections (servers and established)',
    'Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name',
    'tcp        0      0 192.0.2.10:51734        203.0.113.80:443        ESTABLISHED 812/firefox',
    'tcp6       0      0 :::22                   :::*                    LISTEN      33/sshd',
  ];
  const plain = parseListing(LISTING.join('\n'));

  test.each<[string, (line: string) => string]>([
    ['indentation', (line) => `    ${line}`],
    ['a quote', (line) => `> ${line}`],
    ['a quoted code block', (line) => `>     ${line}`],
    ['times', (line) => `2026-11-24T10:00:00Z ${line}`],
    ['hosts', (line) => `web1: ${line}`],
    ['times and hosts', (line) => `Nov 24 10:00:00 web1 netstat[812]: ${line}`],
    ['docker compose', (line) => `web-1  | ${line}`],
    ['kubectl', (line) => `[pod/web-5d8f/nginx] ${line}`],
    ['a chat', (line) => `[10:42 AM] Jo Reader: ${line}`],
    ['bullets', (line) => `- ${line}`],
    ['a diff', (line) => `+${line}`],
    ['code', (line) => `\`${line}\``],
    ['strings', (line) => `  "${line}",`],
    ['file names', (line) => `logs/web1.txt:7:${line}`],
    ['HTML', (line) => `<code>${line.replaceAll(' ', '&nbsp;')}</code><br>`],
    ['a table', (line) => `| ${line.replace(/ {2,}/g, ' | ')} |`],
    ['colours', (line) => `\u001b[1;32m${line.slice(0, 3)}\u001b[0m${line.slice(3)}`],
    ['wide blanks', (line) => line.replaceAll(' ', '\u2003')],
  ])('%s', (_name, wrap) => {
    const text = LISTING.map(wrap).join('\n');
    const { format, sockets, lines } = parseListing(text);
    expect(lines.map(({ kind }) => kind)).toEqual(['header', 'header', 'socket', 'socket']);
    expect(format).toBe('netstat-linux');
    const without = (list: typeof sockets) => list.map(({ raw, ...socket }) => socket);
    expect(without(sockets)).toEqual(without(plain.sockets));
    expect(sockets.map(({ raw }) => raw)).toEqual(text.split('\n').slice(2));
  });
});
