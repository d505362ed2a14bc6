/**
 * What `netstat` of net-tools prints in each language: the translations of net-tools 2.10 (its .mo files, as Debian
 * ships them), and Spanish and European Portuguese of older versions as listings show them. What a translation leaves
 * out it prints in English.
 */

import type { TcpState } from '../../socket.ts';
import { Words } from './words.ts';

interface Language {
  /** how the lines above the two tables, and their column headings, begin */
  headings: string[];
  states?: Record<string, TcpState>;
  /** how the lines of the note about other people's processes begin */
  notes: string[];
}

const LANGUAGES: Record<string, Language> = {
  cs: {
    headings: [
      'Aktivní Internetová spojení',
      'Aktivní sokety domény UNIX',
      'Proto Přích-F Odch-F Místní Adresa',
      'Proto Čítač Příznaky',
    ],
    states: {
      SPOJENO: 'ESTABLISHED',
      NASLOUCHÁ: 'LISTEN',
      ZAVŘEN: 'CLOSED',
      ZAVÍRÁ: 'CLOSING',
      'POSLEDNÍ ACK': 'LAST-ACK',
    },
    notes: ['(Všechny procesy nemohly být', 'pouze o procesech, jichž jste', 'byste být superuživatelem.)'],
  },
  de: {
    headings: ['Aktive Internetverbindungen', 'Aktive Sockets in der UNIX-Domäne', 'Proto RefZäh Flaggen'],
    states: { VERBUNDEN: 'ESTABLISHED' },
    notes: ['(Es konnten nicht alle Prozesse', 'nicht-eigene Prozesse werden nicht'],
  },
  es: {
    headings: [
      'Conexiones activas de Internet',
      'Activar zócalos de dominio UNIX',
      'Proto Recib Enviad Dirección local',
      'Proto RefCnt Banderas',
    ],
    states: { ESTABLECIDO: 'ESTABLISHED', ESCUCHAR: 'LISTEN' },
    notes: ['(No todos los procesos pueden ser', 'no se mostrarán, necesita ser superusuario'],
  },
  et: {
    headings: [
      'Aktiivsed internetiühendused',
      'Aktiivsed UNIX domeeni soklid',
      'Proto VvJrk SaatJrk Kohalik aadress',
      'Proto Mitu Lipud',
    ],
    notes: ['(Mõnesid protsesse ei saanud', 'info lugemiseks peab olema root)'],
  },
  fr: {
    headings: [
      'Connexions Internet actives',
      'Sockets du domaine UNIX actives',
      'Proto Recv-Q Send-Q Adresse locale',
      'Proto RefCpt Indicatrs',
    ],
    notes: ['(Tous les processus ne peuvent être', 'non possédés ne seront pas affichées'],
  },
  ja: {
    headings: [
      '稼働中のインターネット接続',
      '稼働中のUNIXドメインソケット',
      'Proto 受信-Q 送信-Q 内部アドレス',
      'Proto RefCnt フラグ',
    ],
    notes: ['(一部のプロセスが識別されますが,', '表示されません。'],
  },
  'pt-BR': {
    headings: [
      'Conexões Internet Ativas',
      'Domain sockets UNIX ativos',
      'Proto Recv-Q Send-Q Endereço Local',
      'Proto CntRef Flags',
    ],
    states: {
      ESTABELECIDA: 'ESTABLISHED',
      SYN_ENVIADO: 'SYN-SENT',
      SYN_RECEBIDO: 'SYN-RECEIVED',
      ESPERA_FIN1: 'FIN-WAIT-1',
      ESPERA_FIN2: 'FIN-WAIT-2',
      FECHAR: 'CLOSED',
      ESPERANDO_FECHAR: 'CLOSE-WAIT',
      ÚLTIMO_ACK: 'LAST-ACK',
      OUÇA: 'LISTEN',
      FECHANDO: 'CLOSING',
    },
    notes: ['(Nem todos os processos puderam', 'de outrem não serão mostrados'],
  },
  'pt-PT': {
    headings: ['Ligações de Internet Activas'],
    states: { ESCUTA: 'LISTEN', ESTABELECIDO: 'ESTABLISHED' },
    notes: [],
  },
};

/** Reads a state in any of the languages; undefined for English and for what is unknown. */
export function localState(text: string): TcpState | undefined {
  states ??= new Words(Object.values(LANGUAGES).flatMap((language) => Object.entries(language.states ?? {})));
  return states.of(text);
}

/** Recognises a heading, or a line of the note that only root sees all processes. */
export function wordedLine(text: string): 'heading' | 'note' | undefined {
  if (text.length > LONGEST_LINE || NO_WORDS.test(text)) return undefined;
  lines ??= new Words(
    Object.values(LANGUAGES).flatMap(({ headings, notes }) => [
      ...headings.map((words) => [words, 'heading'] as const),
      ...notes.map((words) => [words, 'note'] as const),
    ]),
  );
  return lines.at(text);
}

let states: Words<TcpState> | undefined;
let lines: Words<'heading' | 'note'> | undefined;

const LONGEST_LINE = 200;
/** Rows have digits and brackets; headings have neither. */
const NO_WORDS = /[\d:[\]=]/;
