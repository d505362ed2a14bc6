/** Every answer is worked out again from the pasted data, by other means than the makers', and every choice held against it. */

import { BlockList } from 'node:net';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../src/lib/listing/clean.ts';
import type { Listing } from '../../../src/lib/listing/format.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import { questionsFrom } from '../../../src/lib/quiz/from-listing.ts';
import type { Choice, Question } from '../../../src/lib/quiz/question.ts';
import { quizSchema } from '../../../src/lib/quiz/schema.ts';
import type { Endpoint, Socket } from '../../../src/lib/socket.ts';
import { fixtures, listings } from './listings.ts';

/** Says whether a choice is right. */
type Oracle = (choice: Choice, question: Question, listing: Listing) => boolean;

const number = (id: string) => Number(/\d+$/.exec(id)![0]);
const atLine = ({ sockets }: Listing, line: number) => sockets.find((socket) => socket.line === line)!;
const chosen = ({ id }: Choice, listing: Listing) => atLine(listing, number(id));
const asked = ({ id }: Question, listing: Listing) => atLine(listing, number(id));
const ofIpv4 = (address: string) => address.replace('::ffff:', '');
const side = (endpoint: Endpoint | null) => `${ofIpv4(endpoint!.address)} ${endpoint!.port}`;
const listensOn = ({ sockets }: Listing, endpoint: Endpoint) =>
  sockets.some(
    ({ protocol, state, local }) =>
      protocol === 'tcp' &&
      state === 'LISTEN' &&
      local!.port === endpoint.port &&
      (['*', '::', '0.0.0.0'].includes(local!.address) || ofIpv4(local!.address) === ofIpv4(endpoint.address)),
  );

const RANGES: Record<string, [number, number]> = {
  linux: [32768, 60999],
  macos: [49152, 65535],
  windows: [49152, 65535],
  freebsd: [10000, 65535],
  openbsd: [1024, 49151],
  solaris: [32768, 65535],
  aix: [32768, 65535],
};

const NETWORKS: Record<string, [network: string, bits: number][]> = {
  loopback: [
    ['127.0.0.0', 8],
    ['::1', 128],
  ],
  private: [
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['fc00::', 7],
  ],
  'link-local': [
    ['169.254.0.0', 16],
    ['fe80::', 10],
  ],
  special: [
    ['0.0.0.0', 8],
    ['100.64.0.0', 10],
    ['192.0.2.0', 24],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
    ['::', 128],
    ['2001:db8::', 32],
    ['ff00::', 8],
  ],
};

const LISTS = Object.fromEntries(
  Object.entries(NETWORKS).map(([scope, networks]) => {
    const list = new BlockList();
    for (const [network, bits] of networks) list.addSubnet(network, bits, network.includes(':') ? 'ipv6' : 'ipv4');
    return [scope, list];
  }),
);

function isWithin(scope: string, address: string): boolean {
  const bare = ofIpv4(address);
  return LISTS[scope]!.check(bare, bare.includes(':') ? 'ipv6' : 'ipv4');
}

const SCOPES: Record<string, (address: string) => boolean> = {
  'every address': (address) => address === '0.0.0.0' || address === '::',
  '*loopback*': (address) => isWithin('loopback', address),
  '*private*': (address) => isWithin('private', address),
  '*link-local*': (address) => isWithin('link-local', address),
  '*public*': (address) => !Object.keys(NETWORKS).some((scope) => isWithin(scope, address)),
};

const ORACLES: Record<string, Oracle> = {
  listens: (choice, _question, listing) => chosen(choice, listing).state === 'LISTEN',
  state: ({ id }, question, listing) => id.toUpperCase() === asked(question, listing).state,
  pair: (choice, question, listing) => {
    const one = asked(question, listing);
    const other = chosen(choice, listing);
    return (
      one.protocol === other.protocol &&
      side(one.local) === side(other.remote) &&
      side(one.remote) === side(other.local)
    );
  },
  'no-remote': (choice, _question, listing) => {
    const { remote, state } = chosen(choice, listing);
    return (
      remote === null || (remote.port === null && remote.service === undefined && [null, 'LISTEN'].includes(state))
    );
  },
  reachable: (choice, _question, listing) => !isWithin('loopback', chosen(choice, listing).local!.address),
  ephemeral: ({ id }, _question, { os }) => number(id) >= RANGES[os!]![0] && number(id) <= RANGES[os!]![1],
  holder: ({ text }, { id }, { sockets }) => {
    const listening = sockets.filter((socket) => socket.state === 'LISTEN' && socket.local!.port === number(id));
    return listening.some(({ processes }) =>
      processes.some(
        ({ name, pid }) => shown(text) === name?.trim() || (shown(text) === `PID ${pid}` && name === undefined),
      ),
    );
  },
  scope: ({ text }, { prompt }) => {
    const name = Object.keys(SCOPES).find((name) => prompt.includes(name))!;
    return SCOPES[name]!(shown(text));
  },
  // Each quoted line is found again in the listing.
  sharing: ({ text }, { id, prompt }, { sockets }) =>
    codeOf(prompt)
      .split('\n')
      .map((line) => sockets.find(({ raw }) => plainText(raw).trim().startsWith(line.replace(/…$/, '')))!)
      .filter(({ local }) => local!.port === number(id)).length === Number(text),
  client: ({ id }, question, listing) => {
    const { state, local, remote } = asked(question, listing);
    if (id === 'neither') return false;
    if (state === 'SYN-SENT') return id === 'local';
    if (state === 'SYN-RECEIVED') return id === 'remote';
    if (listensOn(listing, local!)) return id === 'remote';
    if (isWithin('loopback', remote!.address) && listensOn(listing, remote!)) return id === 'local';
    return id === 'local' && remote!.port! < 1024 && local!.port! >= RANGES[listing.os!]![0];
  },
};

type Node = ReturnType<typeof fromMarkdown>['children'][number];
const blocks = (text: string) => fromMarkdown(text).children;
const textOf = (node: Node): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';
/** What the reader sees of a text. */
const shown = (text: string) => blocks(text).map(textOf).join('\n');
const codeOf = (prompt: string) =>
  blocks(prompt)
    .filter(({ type }) => type === 'code')
    .map(textOf)
    .join('\n');

/** Makes the questions about a text, and holds everything against them that must hold. */
function check(text: string, seed: number, listing = parseListing(text)): Question[] {
  const questions = questionsFrom(listing, seed);
  const faults = questions.flatMap((question) => faultsOf(question, listing));
  if (JSON.stringify(questionsFrom(listing, seed)) !== JSON.stringify(questions)) faults.push('other questions');
  if (!areDistinct(questions.map(({ id }) => id))) faults.push('a question twice');
  expect(faults).toEqual([]);
  return questions;
}

function faultsOf(question: Question, listing: Listing): string[] {
  const { choices, kind, prompt } = question;
  const faults: string[] = [];
  const right = choices.filter(({ correct }) => correct).length;
  if (choices.length < 3 || choices.length > 5) faults.push(`${prompt}: ${choices.length} choices`);
  if (kind === 'single' ? right !== 1 : right < 1 || right === choices.length) faults.push(`${prompt}: ${right} right`);
  if (!areDistinct(choices.map(({ id }) => id))) faults.push(`${prompt}: an id twice`);
  if (!areDistinct(choices.map(({ text }) => text))) faults.push(`${prompt}: a choice twice`);
  const oracle = ORACLES[sortOf(question)]!;
  for (const choice of choices) {
    if (oracle(choice, question, listing) !== choice.correct)
      faults.push(`${prompt}: ${choice.text} is not ${choice.correct}`);
  }
  return faults;
}

function areDistinct(list: string[]): boolean {
  return new Set(list).size === list.length;
}

function sortOf({ id }: Question): string {
  return Object.keys(ORACLES).find((sort) => id.startsWith(`${sort}-`))!;
}

describe.each(fixtures)('%s', (_file, text) => {
  test('every stated answer is the only right one, for every seed', () => {
    const listing = parseListing(text);
    for (let seed = 0; seed < 30; seed++) check(text, seed, listing);
  });

  test('every question would be taken as one of a quiz file', () => {
    for (const question of questionsFrom(parseListing(text), 1)) {
      expect(quizSchema().safeParse({ title: 'A listing', questions: [question] }).error).toBeUndefined();
    }
  });
});

test('made listings and a thousand seeds: the same holds', () => {
  const sorts = new Map<string, number>();
  fc.assert(
    fc.property(listings, fc.integer(), (text, seed) => {
      for (const question of check(text, seed)) sorts.set(sortOf(question), (sorts.get(sortOf(question)) ?? 0) + 1);
    }),
    { numRuns: 1000 },
  );
  // Every sort of question came, and not once only.
  for (const sort of Object.keys(ORACLES))
    expect([sort, sorts.get(sort) ?? 0]).toEqual([sort, expect.toSatisfy((count) => count > 20)]);
}, 60_000);

test('made listings: nothing pasted becomes Markdown', () => {
  const kinds = new Set<string>();
  const visit = (node: Node) => {
    kinds.add(node.type);
    if ('children' in node) node.children.forEach(visit);
  };
  fc.assert(
    fc.property(listings, fc.integer(), (text, seed) => {
      for (const { prompt, choices, source } of questionsFrom(parseListing(text), seed)) {
        for (const written of [prompt, source!, ...choices.flatMap(({ text, why }) => [text, why])])
          blocks(written).forEach(visit);
      }
    }),
    { numRuns: 200 },
  );
  expect([...kinds].sort()).toEqual(['code', 'emphasis', 'inlineCode', 'paragraph', 'text']);
}, 60_000);

test('any text: nothing throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.double(), (text, seed) => {
      check(text, seed);
    }),
  );
});

const LISTEN = (endpoint: string, program = '-') => `tcp  0  0 ${endpoint}  0.0.0.0:*  LISTEN  ${program}`;
const OPEN = (local: string, remote: string, program = '-', state = 'ESTABLISHED') =>
  `tcp  0  0 ${local}  ${remote}  ${state}  ${program}`;
const UDP = (endpoint: string) => `udp  0  0 ${endpoint}  0.0.0.0:*`;

/** Whether a sort of question is asked of these lines, whatever the seed. */
function asks(sort: string, lines: string[]): boolean {
  const listing = parseListing(lines.join('\n'));
  expect(listing.sockets.length).toBe(lines.length);
  return Array.from({ length: 40 }, (_, seed) => questionsFrom(listing, seed))
    .flat()
    .some((question) => sortOf(question) === sort);
}

describe('a question is asked only where one answer is certain', () => {
  const A = '192.0.2.10:50001';
  const B = '203.0.113.80:443';
  const more = [OPEN('192.0.2.10:50003', '203.0.113.80:80'), OPEN('192.0.2.10:50004', '203.0.113.80:22')];
  test.each([
    ['a listener among connections', 'listens', [LISTEN('0.0.0.0:22'), ...more], true],
    ['two listeners, one choice', 'listens', [LISTEN('0.0.0.0:22'), LISTEN('0.0.0.0:80'), ...more], true],
    ['a listener and one connection: too few choices', 'listens', [LISTEN('0.0.0.0:22'), OPEN(A, B)], false],
    [
      'UDP sockets are no wrong answers',
      'listens',
      [LISTEN('0.0.0.0:22'), UDP('0.0.0.0:53'), UDP('0.0.0.0:68')],
      false,
    ],
    ['both ends', 'pair', [OPEN(A, B), OPEN(B, A), ...more], true],
    ['one end', 'pair', [OPEN(A, B), ...more], false],
    ['both ends, one of them twice', 'pair', [OPEN(A, B), OPEN(B, A), OPEN(B, A), ...more], false],
    [
      'both ends, the other one as a mapped address',
      'pair',
      [OPEN('192.0.2.66:50001', B), OPEN('::ffff:203.0.113.80:443', '::ffff:192.0.2.66:50001'), ...more],
      true,
    ],
    ['a socket connected to itself', 'pair', [OPEN(A, A), ...more], false],
    [
      'one program',
      'holder',
      [LISTEN('0.0.0.0:80', '8/nginx'), LISTEN('0.0.0.0:22', '9/sshd'), LISTEN('0.0.0.0:53', '7/named')],
      true,
    ],
    [
      'several programs on the only port',
      'holder',
      [LISTEN('0.0.0.0:80', '8/nginx'), LISTEN('127.0.0.1:80', '9/sshd'), OPEN(A, B, '7/ssh')],
      false,
    ],
    [
      'a holder that is not shown',
      'holder',
      [LISTEN('0.0.0.0:80', '8/nginx'), LISTEN('127.0.0.1:80'), OPEN(A, B, '7/ssh'), OPEN(A, B, '6/curl')],
      false,
    ],
    [
      'a master and its workers',
      'holder',
      [LISTEN('0.0.0.0:80', '8/nginx'), LISTEN('127.0.0.1:80', '9/nginx'), OPEN(A, B, '7/ssh'), OPEN(A, B, '6/curl')],
      true,
    ],
    ['accepted by a listener', 'client', [LISTEN('0.0.0.0:443'), OPEN('203.0.113.80:443', A)], true],
    ['a user port and no listener', 'client', [OPEN('192.0.2.10:50001', '203.0.113.80:5432')], false],
    ['a client by its ports', 'client', [OPEN(A, B)], true],
    [
      'listeners at both ends on loopback',
      'client',
      [LISTEN('127.0.0.1:80'), LISTEN('127.0.0.1:81'), OPEN('127.0.0.1:80', '127.0.0.1:81')],
      false,
    ],
    ['a listener on another address', 'client', [LISTEN('10.0.0.5:50001'), OPEN(A, B)], false],
    [
      'a listener whose port is not known',
      'client',
      [LISTEN('0.0.0.0:unheard'), OPEN('192.0.2.10:443', '203.0.113.80:50001')],
      false,
    ],
    [
      'loopback and wildcard',
      'reachable',
      [LISTEN('127.0.0.1:80'), LISTEN('127.0.0.1:81'), LISTEN('0.0.0.0:82')],
      true,
    ],
    ['loopback only', 'reachable', [LISTEN('127.0.0.1:80'), LISTEN('127.0.0.1:81'), LISTEN('127.0.0.1:82')], false],
    ['no loopback', 'reachable', [LISTEN('0.0.0.0:80'), LISTEN('0.0.0.0:81'), LISTEN('0.0.0.0:82')], false],
    [
      'names instead of addresses',
      'reachable',
      [LISTEN('localhost:80'), LISTEN('localhost:81'), LISTEN('0.0.0.0:82')],
      false,
    ],
    [
      'a shared local port',
      'sharing',
      [LISTEN('0.0.0.0:443'), OPEN('203.0.113.80:443', A), LISTEN('0.0.0.0:80'), LISTEN('0.0.0.0:22')],
      true,
    ],
    [
      'the same line twice',
      'sharing',
      [LISTEN('0.0.0.0:443'), LISTEN('0.0.0.0:443'), LISTEN('0.0.0.0:80'), LISTEN('0.0.0.0:22')],
      false,
    ],
    ['one ephemeral port', 'ephemeral', [OPEN(A, B), LISTEN('0.0.0.0:80'), LISTEN('0.0.0.0:22')], true],
    ['ephemeral ports only', 'ephemeral', [OPEN(A, B), ...more], false],
    ['one scope only', 'scope', [LISTEN('127.0.0.1:80'), LISTEN('127.0.0.2:81'), LISTEN('127.0.0.3:82')], false],
  ])('%s (%s)', (_name, sort, lines, asked) => expect(asks(sort, lines)).toBe(asked));

  test('no sockets, no questions', () => {
    for (const text of ['', 'hello', 'unix  2  [ ACC ]  STREAM  LISTENING  185319  34/gunicorn  /run/app.sock']) {
      expect(questionsFrom(parseListing(text), 1)).toEqual([]);
    }
  });

  test('of what is published for a container, only addresses are asked about', () => {
    const listing = parseListing(fixtures.find(([file]) => file === 'netstat-linux/anp.txt')![1]);
    for (const socket of listing.sockets) socket.container = 'web';
    const sorts = Array.from({ length: 20 }, (_, seed) => questionsFrom(listing, seed))
      .flat()
      .map(sortOf);
    expect([...new Set(sorts)]).toEqual(['scope']);
  });
});

test('other seeds ask other questions', () => {
  const listing = parseListing(fixtures.find(([file]) => file === 'netstat-linux/anp.txt')![1]);
  const asked = new Set(
    Array.from({ length: 30 }, (_, seed) => questionsFrom(listing, seed))
      .flat()
      .map(({ id }) => id),
  );
  expect(asked.size).toBeGreaterThan(30);
  expect(questionsFrom(listing, 1).length).toBe(Object.keys(ORACLES).length);
});

test('what a reason says of a line is in that line', () => {
  const listing = parseListing(fixtures.find(([file]) => file === 'netstat-linux/anp.txt')![1]);
  for (let seed = 0; seed < 200; seed++) {
    for (const question of questionsFrom(listing, seed)) {
      for (const { why } of question.choices) {
        for (const [, port, line] of why.matchAll(/listens on port (\d+) \(line (\d+)\)/g))
          expect(portsAt(listing, Number(line))[0]).toBe(Number(port));
        for (const [, port, line] of why.matchAll(/Port (\d+) is the remote port of its connection in line (\d+)/g))
          expect(portsAt(listing, Number(line))[1]).toBe(Number(port));
        for (const [, state] of why.matchAll(/^Its state is ([A-Z12-]+)\./g)) {
          const { id } = question.choices.find((choice) => choice.why === why)!;
          expect(atLine(listing, number(id)).state).toBe(state);
        }
      }
    }
  }
});

function portsAt(listing: Listing, line: number): (number | null | undefined)[] {
  const { local, remote }: Socket = atLine(listing, line);
  return [local?.port, remote?.port];
}
