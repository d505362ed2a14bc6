/** What `netstat` prints beside sockets: routes, interfaces, statistics, multicast groups. They are told, not read. */

import type { OS } from '../../socket.ts';
import type { Format, Reader, Remark } from '../format.ts';

export const netstatTables: Format = {
  id: 'netstat-tables',
  name: 'netstat -r, -i, -s, -g (tables without sockets)',
  begins: 'ABCDEFIKLMNOPRSTUVtuipramcskn0123456789=',
  recognise(text) {
    if (tableOf(text) !== undefined) return 0.8;
    return WINDOWS_STATISTIC.test(text) ? 0.3 : 0;
  },
  reader: () => new TablesReader(),
};

type Kind = 'routes' | 'interfaces' | 'statistics' | 'groups';

const REASONS: Record<Kind, string> = {
  routes: 'a routing table (netstat -r): it lists no sockets',
  interfaces: 'network interfaces (netstat -i or -e): they are no sockets',
  statistics: 'statistics (netstat -s): counters, no sockets',
  groups: 'multicast groups (netstat -g): they are no sockets',
};

/** Titles and column headings: of net-tools and busybox, of Windows (some of its languages), of macOS and the BSDs. */
const TABLES: readonly (readonly [line: RegExp, kind: Kind, os: OS | null])[] = [
  [/^Kernel IP(?:v6)? routing (?:table|cache)/, 'routes', 'linux'],
  [/^Destination +Gateway +Genmask +Flags/, 'routes', 'linux'],
  [/^Destination +Next Hop +Flags? +Met/, 'routes', 'linux'],
  [/^Kernel Interface table/, 'interfaces', 'linux'],
  [/^Iface +MTU /, 'interfaces', 'linux'],
  [/^IPv6\/IPv4 Group Memberships/, 'groups', 'linux'],
  [/^Interface +RefCnt +Group/, 'groups', 'linux'],
  [/^(?:Ip|Icmp|IcmpMsg|Tcp|Udp|UdpLite|TcpExt|IpExt|Ip6|Icmp6|Udp6|UdpLite6|MPTcpExt):\s*$/, 'statistics', 'linux'],
  [/^\s*(?:IPv[46]|ICMPv[46])[ -]Statisti(?:cs|k|eken)\s*$/, 'statistics', 'windows'],
  [/^\s*(?:TCP|UDP) Statistics for IPv[46]\s*$/, 'statistics', 'windows'],
  [/^\s*(?:TCP|UDP)-Statistik für IPv[46]\s*$/, 'statistics', 'windows'],
  [
    /^\s*(?:Statistiques|Estadísticas de|Statistiche) (?:TCP |UDP )?\S{0,6} ?(?:IPv|ICMPv)[46]\s*$/,
    'statistics',
    'windows',
  ],
  [/^\s*(?:Interface Statistics|Schnittstellenstatistik|Statistiques de l’interface)\s*$/, 'interfaces', 'windows'],
  [/^\s*(?:Interface List|Schnittstellenliste|Liste d’interfaces)\s*$/, 'routes', 'windows'],
  [/^\s*IPv[46][ -](?:Route Table|Routentabelle)\s*$/, 'routes', 'windows'],
  [/^\s*(?:Active|Persistent) Routes:/, 'routes', 'windows'],
  [/^\s*(?:Network Destination +Netmask|If Metric Network Destination)/, 'routes', 'windows'],
  [/^Routing tables(?: \(|\s*$)/, 'routes', null],
  [/^Internet6?:\s*$/, 'routes', null],
  [/^Destination +Gateway +Flags/, 'routes', null],
  [/^Name +Mtu +Network +Address/i, 'interfaces', null],
  [
    /^(?:tcp|udp|ip|icmp|igmp|ip6|icmp6|ipsec|ipsec6|rip6|pfkey|kctl|mptcp|arp|sctp|carp|pfsync):\s*$/,
    'statistics',
    null,
  ],
];

/** How those lines begin: for most lines it is enough to look for this. */
const FIRST_WORDS =
  /^\s*(?:Kernel IP|Kernel Int|Destination|Iface|IPv|ICMP|TCP|UDP|MPTCP|Statisti|Estad|Interface|Schnittstellen|Liste|Active|Persistent|Network|If Metric|Routing|Internet|Name|ip|igmp|rip6|pfkey|kctl|arp|sctp|carp|pfsync)/i;

/** What the rows of each kind look like, below its title. */
const ROWS: Record<Kind, RegExp> = {
  routes:
    /^\s*(?:default|0\.0\.0\.0|\[?[\da-f:.*]+[%/\]]|[\da-f]*[.:][\da-f:./%*]*|link#\d+|\d+)\b.*\s\S|^\s*\d+ ?\.{3,}|^\s*(?:=+|None|Keine|Aucun)\s*$/i,
  interfaces: /^\S.*(?: +-?\d+){2,}|^\s{8,}\S+ +\S+\s*$/,
  statistics: /^\s+\S/,
  groups: /^(?:\S+ +\d+ +\S+|-[ -]*)\s*$/,
};

/** "  Segments Received                  = 405661" in any language; in ASCII, with one of the initials in `begins`. */
const WINDOWS_STATISTIC = /^ {2,4}[A-FIK-PR-V\u0080-\uffff][^=:[\]]{1,80} = \d+\s*$/;

class TablesReader implements Reader {
  os: OS | null = null;
  #kind: Kind | null = null;

  begin(): void {
    this.os = null;
    this.#kind = null;
  }

  read(text: string): Remark | null {
    if (text.length > LONGEST_LINE) return null;
    const table = tableOf(text);
    if (table !== undefined) {
      const [, kind, os] = table;
      this.#kind = kind;
      if (os !== null) this.os = os;
      return { kind: 'header', reason: REASONS[kind], unsure: true };
    }
    if (this.#kind !== null && ROWS[this.#kind].test(text)) return this.#skipped(this.#kind);
    return WINDOWS_STATISTIC.test(text) ? this.#skipped('statistics') : null;
  }

  /** Another format that knows the line goes first: sockets may follow without a title of their own. */
  #skipped(kind: Kind): Remark {
    return { kind: 'skipped', reason: REASONS[kind], unsure: true };
  }
}

const LONGEST_LINE = 400;

function tableOf(text: string): (typeof TABLES)[number] | undefined {
  if (text.length > LONGEST_LINE || !FIRST_WORDS.test(text)) return undefined;
  return TABLES.find(([line]) => line.test(text));
}
