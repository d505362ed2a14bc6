import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import { FACETS, SocketTable, TABLE_COLUMNS, type TableView } from '../../../src/lib/listing/table.ts';

const TEXT = `
tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN      32/nginx
tcp        0     17 203.0.113.80:80         192.0.2.10:35107        CLOSE_WAIT  32/nginx
tcp        3      0 203.0.113.80:41145      10.0.0.5:5432           ESTABLISHED 34/gunicorn
tcp        0      0 203.0.113.80:41146      9.0.0.5:5432            ESTABLISHED 34/gunicorn
tcp        0      0 127.0.0.1:8080          127.0.0.1:44602         TIME_WAIT   -
tcp6       0      0 2001:db8:80::1:443      2001:db8::a:36997       ESTABLISHED 32/nginx
udp        0      0 0.0.0.0:68              0.0.0.0:*                           9/dhclient
`;
const { sockets } = parseListing(TEXT);
const table = new SocketTable(sockets);
const ALL: TableView = { text: '', chosen: {}, sort: 'line', descending: false };

test('the table stands on what the parser reads', () => expect(sockets).toHaveLength(7));

describe('rows', () => {
  test.each([
    ['all, in the order of the text', {}, [0, 1, 2, 3, 4, 5, 6]],
    ['backwards', { descending: true }, [6, 5, 4, 3, 2, 1, 0]],
    ['by port as a number', { sort: 'localPort' }, [6, 0, 1, 5, 4, 2, 3]],
    ['addresses as numbers; IPv6 after IPv4; without a peer last', { sort: 'remoteAddress' }, [3, 2, 4, 1, 5, 0, 6]],
    ['without a peer last, backwards too', { sort: 'remoteAddress', descending: true }, [5, 1, 4, 2, 3, 0, 6]],
    ['by process; unknown last', { sort: 'process' }, [6, 2, 3, 0, 1, 5, 4]],
    ['by queue', { sort: 'receiveQueue', descending: true }, [2, 0, 1, 3, 4, 5, 6]],
    ['every word must stand in the row', { text: 'nginx  CLOSE' }, [1]],
    ['words find the state as written in the RFC', { text: 'time-wait' }, [4]],
    ['words find the endpoint as written here', { text: '[2001:db8::a]:36997' }, [5]],
    ['one state', { chosen: { state: ['ESTABLISHED'] } }, [2, 3, 5]],
    [
      'values of a facet add up, facets narrow down',
      { chosen: { state: ['ESTABLISHED', 'LISTEN'], process: ['nginx'] } },
      [0, 5],
    ],
    ['the scope of the peer', { chosen: { scope: ['private'] } }, [2]],
    ['the scope of the local address where there is no peer', { chosen: { scope: ['wildcard'] } }, [0, 6]],
    ['among some', { only: [6, 0], sort: 'localPort' }, [6, 0]],
    ['nothing', { text: 'nowhere' }, []],
  ] as [string, Partial<TableView>, number[]][])('%s', (_name, view, rows) =>
    expect(table.rows({ ...ALL, ...view })).toEqual(rows),
  );
});

describe('facets', () => {
  const counts = (view: Partial<TableView>, name: string) =>
    Object.fromEntries(
      table
        .facets({ ...ALL, ...view })
        .find((facet) => facet.name === name)!
        .choices.map(({ value, count }) => [value, count]),
    );

  test.each([
    ['states', {}, 'state', { ESTABLISHED: 3, 'CLOSE-WAIT': 1, LISTEN: 1, 'TIME-WAIT': 1, none: 1 }],
    ['processes', {}, 'process', { nginx: 3, gunicorn: 2, dhclient: 1, 'not shown': 1 }],
    ['a choice does not hide its alternatives', { chosen: { state: ['LISTEN'] } }, 'protocol', { tcp: 1 }],
    ['other facets narrow the counts', { chosen: { process: ['gunicorn'] } }, 'state', { ESTABLISHED: 2 }],
    [
      'a choice without rows stays, to be taken back',
      { text: 'nowhere', chosen: { state: ['LISTEN'] } },
      'state',
      { LISTEN: 0 },
    ],
  ] as [string, Partial<TableView>, string, Record<string, number>][])('%s', (_name, view, facet, expected) =>
    expect(counts(view, facet)).toEqual(expected),
  );

  test('the commonest comes first', () => {
    expect(table.facets(ALL)[0]!.choices[0]).toEqual({ value: 'ESTABLISHED', count: 3 });
  });
});

test('what a view shows is what its conditions let through, and each chosen count is kept', () => {
  const views = fc.record({
    text: fc.constantFrom('', 'nginx', '80', '0.0'),
    chosen: fc.record(
      { state: fc.subarray(['LISTEN', 'ESTABLISHED']), process: fc.subarray(['nginx', 'not shown']) },
      { requiredKeys: [] },
    ),
    sort: fc.constantFrom(...TABLE_COLUMNS),
    descending: fc.boolean(),
  });
  fc.assert(
    fc.property(views, (view) => {
      const rows = table.rows(view);
      expect(new Set(rows).size).toBe(rows.length);
      for (const [bit, name] of FACETS.entries()) {
        const { choices } = table.facets(view)[bit]!;
        const wanted = (view.chosen as TableView['chosen'])[name] ?? [];
        const shown = choices.filter(({ value }) => wanted.length === 0 || wanted.includes(value));
        expect(shown.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
      }
    }),
  );
});

test('an empty listing has no rows', () => {
  const empty = new SocketTable([]);
  expect(empty.rows(ALL)).toEqual([]);
  expect(empty.facets(ALL).every(({ choices }) => choices.length === 0)).toBe(true);
});
