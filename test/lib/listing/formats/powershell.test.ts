import { describe, expect, test } from 'vitest';
import { parseListing } from '../../../../src/lib/listing/parse.ts';

const sockets = (...lines: string[]) => parseListing(lines.join('\n')).sockets;
const kinds = (...lines: string[]) => parseListing(lines.join('\n')).lines.map(({ kind }) => kind);
const HEADING =
  'LocalAddress                        LocalPort RemoteAddress                       RemotePort State       OwningProcess';
const ROW =
  '192.0.2.10                          51734     203.0.113.80                        443        Established 6208';
const TUPLE = {
  protocol: 'tcp',
  local: { address: '192.0.2.10', port: 51734 },
  remote: { address: '203.0.113.80', port: 443 },
  state: 'ESTABLISHED',
  stateText: 'Established',
  processes: [{ pid: 6208 }],
};

describe('tables', () => {
  test.each([
    ['with headings', [HEADING, HEADING.replace(/\w/g, '-'), ROW]],
    ['without their dashes', [HEADING, ROW]],
    ['with squeezed blanks', [HEADING.replace(/ +/g, ' '), ROW.replace(/ +/g, ' ')]],
    ['without headings', [ROW]],
    ['with headings in small letters', [HEADING.toLowerCase(), ROW]],
    ['further in than their headings', [HEADING, `    ${ROW}`]],
    ['with colours', [`\u001b[32;1m${HEADING}\u001b[0m`, ROW]],
  ])('%s', (_name, lines) => expect(sockets(...lines)).toMatchObject([TUPLE]));

  const UNEVEN = 'LocalAddress LocalPort RemoteAddress State ';
  test.each([
    [
      'a cut address',
      '2001:db8:... 51738     203.0.113... Listen',
      { local: { address: '2001:db8:', port: 51738, truncated: true } },
    ],
    [
      'cut by PowerShell 7',
      '2001:db8:a1… 51738     203.0.113.4   Listen',
      { local: { address: '2001:db8:a1', port: 51738, truncated: true } },
    ],
    [
      'a cut port',
      '192.0.2.10   517...    203.0.113.4   Listen',
      { local: { address: '192.0.2.10', port: null, truncated: true } },
    ],
    ['a cut state', '192.0.2.10   51738     203.0.113.4   Est...', { state: null, stateText: 'Est...' }],
  ])('%s', (_name, row, socket) => expect(sockets(UNEVEN, row)).toMatchObject([socket]));

  test('without the peer it is unknown for a connection, and none for a listener', () => {
    const listing = [
      'LocalAddress LocalPort State      ',
      '0.0.0.0      445       Listen     ',
      '192.0.2.10   51734     Established',
    ];
    expect(sockets(...listing).map(({ remote }) => remote)).toEqual([{ address: '*', port: null }, null]);
  });

  test('without addresses they name no sockets', () =>
    expect(
      parseListing('LocalPort State  OwningProcess\n--------- -----  -------------\n445       Listen 4').lines[2],
    ).toMatchObject({
      kind: 'skipped',
      reason: 'this listing has no LocalAddress, so it names no socket',
    }));

  test.each([
    ['the default view of UDP', '', 'LocalAddress                             LocalPort', 'udp'],
    [
      'the command above',
      'PS C:\\> Get-NetUDPEndpoint | select LocalAddress,LocalPort',
      'LocalAddress LocalPort',
      'udp',
    ],
    [
      'the command above',
      'PS C:\\> Get-NetTCPConnection | select LocalAddress,LocalPort',
      'LocalAddress LocalPort',
      'tcp',
    ],
    ['nothing', '', 'LocalAddress LocalPort', 'other'],
  ])('%s tells the protocol', (_name, command, heading, protocol) => {
    const row = heading.replace('LocalAddress', '0.0.0.0     ').replace('LocalPort', '5353');
    expect(sockets(command, heading, row)).toMatchObject([{ protocol, local: { address: '0.0.0.0', port: 5353 } }]);
  });

  test('what is no row of the table stays outside', () =>
    expect(kinds(HEADING, ROW, 'and that was all of it', '12 34 56', ROW)).toEqual([
      'header',
      'socket',
      'skipped',
      'skipped',
      'socket',
    ]));

  test.each([
    ['an impossible port', ROW.replace('51734', '99999')],
    ['an impossible address', ROW.replace('203.0.113.80', '203.0.113.8x')],
  ])('%s', (_name, row) => expect(parseListing(`${HEADING}\n${row}`).lines[1]!.kind).toBe('skipped'));
});

describe('lists', () => {
  test('records without blank lines between them', () =>
    expect(
      sockets(
        'LocalAddress : ::1',
        'LocalPort : 80',
        'State : Listen',
        'LocalAddress : 0.0.0.0',
        'LocalPort : 81',
        'State : Bound',
      ),
    ).toMatchObject([
      { local: { address: '::1', port: 80 }, state: 'LISTEN', lines: 3 },
      { local: { address: '0.0.0.0', port: 81 }, state: 'CLOSED', lines: 3 },
    ]));

  test('Test-NetConnection is no listing', () =>
    expect(
      kinds(
        'ComputerName     : 127.0.0.1',
        'RemoteAddress    : 127.0.0.1',
        'RemotePort       : 8080',
        'TcpTestSucceeded : False',
      ),
    ).toEqual(Array(4).fill('skipped')));

  test('the InstanceID tells TCP from UDP', () =>
    expect(sockets('InstanceID : 0.0.0.0++123', 'LocalAddress : 0.0.0.0', 'LocalPort : 123')).toMatchObject([
      { protocol: 'udp' },
    ]));
});

describe('comma-separated values', () => {
  const heading = '"LocalAddress","LocalPort","RemoteAddress","RemotePort","State","OwningProcess"';
  test('a line with too few values is shown', () =>
    expect(parseListing(`${heading}\n"::","135"`).lines[1]).toMatchObject({
      kind: 'skipped',
      reason: 'has 2 fields, the heading 6',
    }));
  test('columns in any order', () =>
    expect(
      sockets(
        '"State","OwningProcess","RemotePort","RemoteAddress","LocalPort","LocalAddress"',
        '"Established","6208","443","203.0.113.80","51734","192.0.2.10"',
      ),
    ).toMatchObject([TUPLE]));
});
