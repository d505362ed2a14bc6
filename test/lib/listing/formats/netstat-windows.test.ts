import { describe, expect, test } from 'vitest';
import { localState, wordedLine } from '../../../../src/lib/listing/formats/netstat-windows-words.ts';
import { parseListing } from '../../../../src/lib/listing/parse.ts';

const ROW = '  TCP    192.0.2.10:51734       203.0.113.80:443       ';
const only = (line: string) => parseListing(line).sockets[0];
const account = (...lines: string[]) => parseListing(lines.join('\n')).lines.map(({ kind }) => kind);

describe('states', () => {
  test.each([
    ['German', 'WARTEND         0', { state: 'TIME-WAIT', stateText: 'WARTEND', processes: [] }],
    [
      'German in a wrong code page',
      'ABH™REN         4',
      { state: 'LISTEN', stateText: 'ABH™REN', processes: [{ pid: 4 }] },
    ],
    [
      'Italian, of two words',
      'IN ASCOLTO      4',
      { state: 'LISTEN', stateText: 'IN ASCOLTO', processes: [{ pid: 4 }] },
    ],
    ['Polish', 'NASŁUCHIWANIE   4', { state: 'LISTEN', processes: [{ pid: 4 }] }],
    ['an unknown word', 'KUUNTELEE       4', { state: null, stateText: 'KUUNTELEE', processes: [{ pid: 4 }] }],
    ['unknown words', 'EN ESPERA       4', { state: null, stateText: 'EN ESPERA', processes: [{ pid: 4 }] }],
    ['with its offload state', 'WARTEND         InHost', { state: 'TIME-WAIT', processes: [] }],
    ['with PID and offload state', 'ESTABLISHED     4  InHost', { state: 'ESTABLISHED', processes: [{ pid: 4 }] }],
    ['offload state, then PID', 'ESTABLISHED     InHost  4', { state: 'ESTABLISHED', processes: [{ pid: 4 }] }],
    ['a remark behind it', 'ESTABLISHED     # my 3 tabs', { state: 'ESTABLISHED', processes: [] }],
    ['bound only', 'BOUND           4', { state: 'CLOSED', stateText: 'BOUND' }],
  ])('%s', (_name, rest, socket) => expect(only(ROW + rest)).toMatchObject(socket));

  test.each(['constructor', '__proto__', 'ABHIREN', ''])('%j means nothing', (word) =>
    expect(localState(word)).toBeUndefined(),
  );
});

describe('headings', () => {
  test.each([
    ['Aktive Verbindungen', 'title'],
    ['  Proto. Lokale Adresse       Remoteadresse       Status       Abladungsstatus', 'columns'],
    ['Proto Lokale Adresse Remoteadresse Status', 'columns'],
    ['Conexi¢nes activas', undefined],
    ['Conexäes ativas', 'title'],
    ['Connexions actives vers le serveur', undefined],
    ['Proto', undefined],
    [' No se puede obtener informaci¢n de propiedad', 'owner unknown'],
  ])('%j', (text, kind) => expect(wordedLine(text)).toBe(kind));

  test('in an unknown language show by the row beneath them', () => {
    expect(
      account(`${ROW}ESTABLISHED`, '  Proto  Paikallinen osoite     Vieras osoite          Tila', `${ROW}X`),
    ).toEqual(['socket', 'header', 'socket']);
    expect(account(`${ROW}ESTABLISHED`, '  well  that is      all', 'the end')).toEqual([
      'socket',
      'skipped',
      'skipped',
    ]);
  });
});

describe('owners', () => {
  test('a remark in an unknown language stays with its socket', () =>
    expect(
      account(
        `${ROW}ESTABLISHED`,
        ' [firefox.exe]',
        `${ROW}ESTABLISHED`,
        ' Omistajatietoja ei saada',
        `${ROW}ESTABLISHED`,
      ),
    ).toEqual(['socket', 'detail', 'socket', 'detail', 'socket']));

  test('but only where other sockets have owners', () =>
    expect(account(`${ROW}ESTABLISHED`, ' Omistajatietoja ei saada', `${ROW}ESTABLISHED`)).toEqual([
      'socket',
      'skipped',
      'socket',
    ]));

  test('many libraries before the program', () => {
    const libraries = Array.from({ length: 40 }, (_, at) => `  C:\\WINDOWS\\system32\\library ${at}.dll`);
    const listing = parseListing([`${ROW}ESTABLISHED`, ...libraries, '  [svchost.exe]'].join('\n'));
    expect(listing.sockets).toMatchObject([{ lines: 42, processes: [{ name: 'svchost.exe' }] }]);
  });

  test('an executable above the first row belongs to a socket that is not there', () =>
    expect(account('[firefox.exe]', `${ROW}ESTABLISHED     6208`)).toEqual(['skipped', 'socket']));
});

describe('what else netstat of Windows prints', () => {
  test.each([
    [
      'a name for the peer',
      '  TCP    127.0.0.1:61810        LAPTOP-1:9010          SYN_SENT',
      { remote: { address: 'LAPTOP-1', port: 9010, named: true } },
    ],
    [
      'a name for a listener',
      '  TCP    0.0.0.0:135            laptop:0               LISTENING',
      { remote: { address: '*', port: null } },
    ],
    [
      'a zone',
      '  UDP    [fe80::1%12]:546       *:*                                    1216',
      { local: { address: 'fe80::1', zone: '12', port: 546 } },
    ],
    [
      'wider columns',
      '  TCP         [::1]:80        [::1]:51000         ESTABLISHED',
      { family: 'ipv6', state: 'ESTABLISHED' },
    ],
  ])('%s', (_name, line, socket) => expect(only(line)).toMatchObject(socket));
});
