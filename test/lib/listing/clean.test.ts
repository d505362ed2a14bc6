import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineBounds, nextUnplain, plainText, surrounding } from '../../../src/lib/listing/clean.ts';

const linesOf = (text: string) => {
  const bounds = lineBounds(text);
  return Array.from({ length: bounds.length / 2 }, (_, at) => text.slice(bounds[2 * at], bounds[2 * at + 1]));
};

test.each([
  ['nothing', '', []],
  ['one line without an end', 'a', ['a']],
  ['an end opens no line', 'a\n', ['a']],
  ['a blank line', '\n', ['']],
  ['CRLF', 'a\r\nb\r\n', ['a', 'b']],
  ['lone CR', 'a\rb\rc', ['a', 'b', 'c']],
  ['all three', 'a\rb\nc\r\nd', ['a', 'b', 'c', 'd']],
  ['ends the wrong way round', 'a\n\rb', ['a', '', 'b']],
])('finds the lines: %s', (_name, text, lines) => expect(linesOf(text)).toEqual(lines));

test('lines are what stands between line ends', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\r', '\n') }), (text) => {
      const lines = text.split(/\r\n|\r|\n/);
      if (lines.at(-1) === '') lines.pop();
      expect(linesOf(text)).toEqual(lines);
    }),
  ));

test('a text is plain up to the next character that plainText changes', () =>
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'a .é💥\n\0\t\f\u001b\u007f\u00a0\u200b\u2007\ufeff') }),
      fc.nat(20),
      (text, from) => {
        const next = nextUnplain(text, from);
        const plain = text.slice(from, next);
        expect(plainText(plain)).toBe(plain);
        if (next < text.length) expect(plainText(text.charAt(next))).not.toBe(text.charAt(next));
        else expect(next).toBe(Number.POSITIVE_INFINITY);
      },
    ),
  ));

test.each([
  ['colours of grep', '\u001b[01;31m\u001b[Ktcp\u001b[m\u001b[K  0', 'tcp  0'],
  ['the title of a terminal', '\u001b]0;laptop\u0007$ netstat', '$ netstat'],
  ['an OSC without an end', '\u001b]0;laptop', ''],
  ['BOM', '\ufefftcp', 'tcp'],
  ['no-break spaces', 'tcp\u00a00', 'tcp 0'],
  ['tabs', 'tcp\t0', 'tcp 0'],
  ['typographic blanks', 'tcp\u2003\u20090', 'tcp  0'],
  ['marks of direction', '\u202atcp\u202c 0', 'tcp 0'],
  ['letters of every language', '40/résolveur', '40/résolveur'],
])('makes plain: %s', (_name, line, plain) => expect(plainText(line)).toBe(plain));

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
  ['busybox', '/ # netstat -tulpn', 'netstat -tulpn'],
  ['a pod', '/app $ ss -tln', 'ss -tln'],
  ['set -x', '+ netstat -an', 'netstat -an'],
  ['kubectl', '$ kubectl exec -it web -- ss -tln', 'kubectl exec -it web -- ss -tln'],
  ['ssh without a prompt', 'ssh web1 netstat -an', 'ssh web1 netstat -an'],
  ['a script that titles its output', '===== netstat -tn =====', 'netstat -tn'],
])('recognises the prompt of %s', (_name, line, command) =>
  expect(surrounding(line)).toEqual({ kind: 'prompt', command }),
);

test.each([
  ['[sudo] password for reader: ', 'prompt'],
  ['Password:', 'prompt'],
  ['```', 'skipped'],
  ['```console', 'skipped'],
  ['[sudo] Passwort für reader: ', 'prompt'],
  ['sudo: unable to resolve host web1', 'prompt'],
  ['Defaulted container "web" out of: web, sidecar', 'prompt'],
  ['web1 | CHANGED | rc=0 >>', 'prompt'],
  ['web2 | UNREACHABLE! => {', 'prompt'],
  ['==> web1.txt <==', 'prompt'],
  ['---------- web1 ----------', 'prompt'],
  ['--More--', 'skipped'],
  ['(END)', 'skipped'],
  ['^C', 'skipped'],
  ['<pre class="console">', 'skipped'],
  ['[/code]', 'skipped'],
  ['|---|---|', 'skipped'],
])('recognises %j', (line, kind) => expect(surrounding(line)?.kind).toBe(kind));

test.each([
  ['Every 2.0s: ss -tln                    laptop: Tue Nov 24 10:00:00 2026', 'ss -tln'],
  ['Alle 2,0s: netstat -an', 'netstat -an'],
])('recognises the title of watch: %j', (line, command) =>
  expect(surrounding(line)).toEqual({ kind: 'prompt', reason: 'the title of watch', command }),
);

test.each([
  'hello',
  '# a heading',
  'Can you see the port?',
  'tcp 0 0',
  '> so what',
  '> conntrack v1.4.7 (conntrack-tools): 7 flow entries have been shown.',
])('leaves %j alone', (line) => expect(surrounding(line)).toBeNull());
