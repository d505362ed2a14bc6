/** `nmap`: its port tables (screen and -oN) and the one-line form of -oG. What it saw from outside, not what a system told. */

import { addressFamily, parseAddress } from '../../address.ts';
import { HIGHEST_PORT } from '../../port.ts';
import type { Endpoint, OS, Protocol, Socket } from '../../socket.ts';
import { type Format, HEADER, NOBODY, type Reader, type Remark, type Sockets, unreadable } from '../format.ts';

/**
 * An open port is a socket of the host that was scanned. A filtered one may be: it is kept with that word as `stateText`
 * and no state. A closed one has no socket, and is skipped with that reason.
 *
 * @see nmap(1): "Port states", "-oG"
 */
export const nmap: Format = {
  id: 'nmap',
  name: 'nmap (port scan)',
  begins: '0123456789#HINPS',
  recognise(text) {
    if (TITLE.test(text)) return 1;
    if (text.startsWith('Host: ')) return GREPPABLE.test(text) ? 0.95 : 0;
    return ROW.test(text) ? 0.95 : 0;
  },
  reader: () => new NmapReader(),
};

const ROW =
  /^(\d{1,5})\/(tcp|udp|sctp|ip) +(open\|filtered|closed\|filtered|open|closed|filtered|unfiltered)(?: +(\S+))?(?: |$)/;
const GREPPABLE =
  /^Host: (\S+) \(([^)]*)\) *(?:Ports: (.*?)|Status: .*|Protocols: .*)(?: Ignored State: .*)?(?: Seq Index: .*)?$/;
const REPORT = /^(?:# )?(?:Nmap scan report for|Interesting ports on|Interesting protocols on) (.+?):?$/;
/** Lines that no other tool prints. */
const TITLE =
  /^(?:# )?(?:Starting Nmap \d|Nmap \d\S* scan initiated|Nmap scan report for |Nmap done\b|Interesting ports on |PORT +STATE +SERVICE\b)/;
/** What else stands around the tables; some of it is common English, so it counts only within nmap's output. */
const AROUND =
  /^(?:Host is up|Host seems down|Other addresses for |rDNS record for |Not shown: |All \d+ scanned ports|All \d+ ports|MAC Address: |Service Info: |Service detection performed|OS detection performed|OS and Service detection|Device type: |Running: |Running \(|OS CPE: |OS details: |OS fingerprint|OS:|Aggressive OS guesses: |No exact OS matches|No OS matches|Too many fingerprints|Network Distance: |Uptime guess: |TCP Sequence Prediction: |IP ID Sequence Generation: |TRACEROUTE|HOP +RTT|\d+ +(?:\.\.\.|\d+\.\d+ ms)|Warning: |WARNING: |Note: |NSE: |Read data files from: |\s*Raw packets sent: |Initiating |Completed |Scanning |Discovered open port |Increasing send delay|Stats: |\S.* Timing: About |NEXT SERVICE FINGERPRINT|=+NEXT SERVICE|SF-Port|SF:|\d+ services? unrecognized|Ports scanned: |# Ports scanned: |Failed to resolve |Host script results:|Post-scan script results:|Pre-scan script results:)/;

class NmapReader implements Reader {
  readonly os: OS | null = null;
  /** the host of the table under way */
  #host = '*';

  begin(): void {
    this.#host = '*';
  }

  read(text: string): Socket | Sockets | Remark | null {
    const row = ROW.exec(text);
    if (row !== null) return this.#port(row[1]!, row[2]!, row[3]!, row[4]);
    const report = REPORT.exec(text.trimEnd());
    if (report !== null) {
      this.#host = hostOf(report[1]!);
      return HEADER;
    }
    if (text.startsWith('Host: ')) return this.#greppable(text);
    if (TITLE.test(text)) return HEADER;
    if (AROUND.test(text)) return { kind: 'header', reason: 'a note by nmap' };
    // Scripts answer under the port that they asked: "| ssh-hostkey:", "|_http-title: …".
    return text.startsWith('|') ? { kind: 'detail', reason: 'the answer of an nmap script' } : null;
  }

  #port(digits: string, word: string, state: string, service: string | undefined): Socket | Remark {
    const port = Number(digits);
    if (port > HIGHEST_PORT) return unreadable(`found port ${digits}, expected 0 to ${HIGHEST_PORT}`);
    if (word === 'ip') return unreadable(`protocol ${digits} of IP is ${state}: it has no port`);
    if (state === 'closed') return unreadable(`closed: no socket listens on ${digits}/${word}`);
    return socketOf(this.#host, port, word, state, service);
  }

  /** One line a host: "Ports: 22/open/tcp//ssh//OpenSSH 9.2/, …", seven fields a port (nmap(1), "grepable output"). */
  #greppable(text: string): Sockets | Remark | null {
    const line = GREPPABLE.exec(text);
    if (line === null) return null;
    const [, address = '', name = '', ports] = line;
    this.#host = parseAddress(address) ?? (name === '' ? '*' : name);
    if (ports === undefined) return { kind: 'header', reason: 'whether nmap found the host up' };
    const sockets: Socket[] = [];
    const gone: string[] = [];
    for (const entry of ports.split(/, (?=\d+\/)/)) {
      const [digits = '', state = '', word = '', , service = ''] = entry.split('/');
      const socket = /^\d{1,5}$/.test(digits) ? this.#port(digits, word, state, service.replaceAll('|', '/')) : null;
      if (socket === null)
        return unreadable(`found "${entry.slice(0, 40)}", expected a port, its state and its protocol`);
      if ('protocol' in socket) sockets.push(socket);
      else gone.push(socket.reason!);
    }
    const reason = gone.join('; ');
    if (sockets.length === 0) return unreadable(reason);
    return reason === '' ? { sockets } : { sockets, reason };
  }
}

const PROTOCOLS: Record<string, Protocol> = { tcp: 'tcp', udp: 'udp', sctp: 'sctp' };

function socketOf(host: string, port: number, word: string, state: string, service: string | undefined): Socket {
  const protocol = PROTOCOLS[word] ?? 'other';
  const local: Endpoint = { address: host, port };
  if (host !== '*' && parseAddress(host) === null) local.named = true;
  const name = service?.replace(/\?$/, '');
  if (name !== undefined && name !== '' && name !== 'unknown') local.service = name;
  return {
    protocol,
    family: addressFamily(host),
    local,
    remote: { address: '*', port: null },
    state: protocol === 'tcp' && state === 'open' ? 'LISTEN' : null,
    stateText: state,
    processes: NOBODY,
    line: 0,
    lines: 1,
    raw: '',
  };
}

/** "web.example (203.0.113.80)", or an address or a name alone; "[host down]" may follow. */
function hostOf(text: string): string {
  const [, inside] = /\(([^()]+)\)(?: \[host down.*)?$/.exec(text) ?? [];
  const host = inside ?? text.replace(/ \[host down.*$/, '');
  return parseAddress(host.replace(/%.*$/, '')) ?? (/^[\w.-]+$/.test(host) ? host : '*');
}
