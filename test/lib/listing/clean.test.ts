import { expect, test } from 'vitest';
import { countLines, peel, plainText, surrounding } from '../../../src/lib/listing/clean.ts';

test.each([
  ['nothing', '', 0],
  ['one line without an end', 'a', 1],
  ['an end opens no line', 'a\n', 1],
  ['a blank line', '\n', 1],
  ['CRLF', 'a\r\nb\r\n', 2],
  ['lone CR', 'a\rb\rc', 3],
  ['all three', 'a\rb\nc\r\nd', 4],
])('counts lines: %s', (_name, text, count) => expect(countLines(text)).toBe(count));

test.each([
  ['colours of grep', '\u001b[01;31m\u001b[Ktcp\u001b[m\u001b[K  0', 'tcp  0'],
  ['the title of a terminal', '\u001b]0;laptop\u0007$ netstat', '$ netstat'],
  ['an OSC without an end', '\u001b]0;laptop', ''],
  ['BOM', '\ufefftcp', 'tcp'],
  ['no-break spaces', 'tcp\u00a00', 'tcp 0'],
  ['tabs', 'tcp\t0', 'tcp 0'],
  ['letters of every language', '40/résolveur', '40/résolveur'],
])('makes plain: %s', (_name, line, plain) => expect(plainText(line)).toBe(plain));

test.each([
  ['a quoting mark', '> tcp 0', 'tcp 0'],
  ['a quote in a quote', '>> tcp 0', '> tcp 0'],
  ['cat -n', '     1  tcp 0', ' tcp 0'],
  ['grep -n', '12:tcp 0', 'tcp 0'],
  ['a line of context by grep -n', '12-tcp 0', 'tcp 0'],
  ['nothing to take off', 'tcp 0', null],
])('peels: %s', (_name, line, rest) => expect(peel(line)).toBe(rest));

test.each([
  ['a user', '$ netstat -an', 'netstat -an'],
  ['root', '# netstat -tulpn', 'netstat -tulpn'],
  ['zsh', '% netstat -an', 'netstat -an'],
  ['bash', 'root@web:~# netstat -tulpn | grep 80', 'netstat -tulpn | grep 80'],
  ['Fedora', '[admin@db ~]$ netstat -an', 'netstat -an'],
  ['a virtual environment', '(venv) user@laptop:~/src$ netstat -an', 'netstat -an'],
  ['macOS', 'reader@laptop ~ % netstat -anv', 'netstat -anv'],
  ['cmd.exe', 'C:\\Users\\reader>netstat -ano', 'netstat -ano'],
  ['PowerShell', 'PS C:\\Users\\reader> netstat -ano', 'netstat -ano'],
  ['no prompt', 'sudo netstat -tulpn', 'sudo netstat -tulpn'],
  ['nothing typed', '$', ''],
])('recognises the prompt of %s', (_name, line, command) =>
  expect(surrounding(line)).toEqual({ kind: 'prompt', command }),
);

test.each([
  ['[sudo] password for reader: ', 'prompt'],
  ['Password:', 'prompt'],
  ['```', 'skipped'],
  ['```console', 'skipped'],
])('recognises %j', (line, kind) => expect(surrounding(line)?.kind).toBe(kind));

test.each(['hello', '# a heading', 'Can you see the port?', 'tcp 0 0', '> so what'])('leaves %j alone', (line) =>
  expect(surrounding(line)).toBeNull(),
);
