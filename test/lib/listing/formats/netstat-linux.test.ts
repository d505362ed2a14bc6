import { describe, expect, test } from 'vitest';
import { localState, wordedLine } from '../../../../src/lib/listing/formats/netstat-linux-words.ts';
import { parseListing } from '../../../../src/lib/listing/parse.ts';

const ROW = 'tcp        0      0 192.0.2.10:51734        203.0.113.80:443        ';
const only = (line: string) => parseListing(line).sockets[0];

describe('languages', () => {
  test.each([
    [
      'Spanish',
      'ESTABLECIDO 812/firefox',
      { state: 'ESTABLISHED', stateText: 'ESTABLECIDO', processes: [{ pid: 812, name: 'firefox' }] },
    ],
    ['Portuguese', 'OUÇA        -', { state: 'LISTEN', stateText: 'OUÇA', processes: [] }],
    [
      'a first letter beyond ASCII',
      'ÚLTIMO_ACK  812/firefox',
      { state: 'LAST-ACK', processes: [{ pid: 812, name: 'firefox' }] },
    ],
    [
      'an unknown word',
      'GEHÖRT      812/firefox',
      { state: null, stateText: 'GEHÖRT', processes: [{ pid: 812, name: 'firefox' }] },
    ],
  ])('%s', (_name, rest, socket) => expect(only(ROW + rest)).toMatchObject(socket));

  test('a connected UDP socket has the word for it, and still no state', () =>
    expect(only(`${ROW.replace('tcp', 'udp')}ESTABLECIDO 812/firefox`)).toMatchObject({
      state: null,
      stateText: 'ESTABLECIDO',
      processes: [{ pid: 812, name: 'firefox' }],
    }));

  test.each([
    ['Conexiones activas de Internet (servidores w/o)', 'heading'],
    ['Proto  Recib Enviad Dirección local         Dirección remota       Estado      ', 'heading'],
    ['Sockets du domaine UNIX actives(serveurs et établies)', 'heading'],
    ['Conexões Internet Ativas (sem os servidores)', 'heading'],
    ['Conexoes Internet Ativas (sem os servidores)', 'heading'],
    [' de outrem não serão mostrados, você deve ser root para vê-los todos.)', 'note'],
    ['(Es konnten nicht alle Prozesse identifiziert werden; Informationen über', 'note'],
    ['Conexiones activas', undefined],
    ['Proto', undefined],
  ])('%j', (text, kind) => expect(wordedLine(text)).toBe(kind));

  test.each(['', 'toString', 'OUA'])('%j means nothing', (word) => expect(localState(word)).toBeUndefined());
});

describe('columns', () => {
  const WIDER = 'Proto Recv-Q Send-Q Local Address               Foreign Address             State';
  const FULL_23 = 'tcp        0      0 2001:db8:aaaa:b::1:5173     :::*                        LISTEN';
  const FULL_27 = 'tcp        0      0 2001:db8:aaaa:bbbb:b:1:5173 :::*                        LISTEN';

  test('of 27 characters are cut there, not at 23', () => {
    const { sockets } = parseListing([WIDER, FULL_23, FULL_27].join('\n'));
    expect(sockets[0]!.local).toEqual({ address: '2001:db8:aaaa:b::1', port: 5173 });
    expect(sockets[1]!.local).toEqual({ address: '2001:db8:aaaa:bbbb:b:1', port: 5173, truncated: true });
  });

  test('of the next listing are measured anew', () => {
    const next = '$ netstat -an\ntcp6       0      0 2001:db8:aaaa:b::1:5173 :::*                    LISTEN';
    expect(parseListing([WIDER, FULL_27, next].join('\n')).sockets[1]!.local).toHaveProperty('truncated', true);
  });
});

test('the family shows in either address', () =>
  expect(only('tcp        0      0 web.example:https       2001:db8::10:45989      ESTABLISHED')).toMatchObject({
    family: 'ipv6',
  }));
