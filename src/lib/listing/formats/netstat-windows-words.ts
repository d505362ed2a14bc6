/**
 * What `netstat` of Windows prints in each language: titles, column headings, states, and that an owner is unknown.
 *
 * Most translations keep the English states; German and Polish have their own. Each row names where it was seen:
 * "listings" are outputs that people of that language published, "programs" are the words that programs which read
 * such output look for. A state that stands in neither is not here, and is then shown as printed without a meaning.
 */

import type { TcpState } from '../../socket.ts';
import { Words } from './words.ts';

interface Language {
  /** the line above the table */
  titles: string[];
  /** the first two column headings, as they stand one after the other */
  columns: string[];
  states?: Record<string, TcpState>;
  /** what -b prints where it may not tell the owner */
  unknownOwner?: string[];
}

const LANGUAGES: Record<string, Language> = {
  // Microsoft's netstat reference
  en: {
    titles: ['Active Connections'],
    columns: ['Proto Local Address'],
    unknownOwner: ['Can not obtain ownership information', 'Cannot obtain ownership information'],
  },
  // listings of Windows 7 to 11; SYN_EMPFANGEN and SCHLIESSEND: programs; FIN_WARTEN_1 beside its sister
  de: {
    titles: ['Aktive Verbindungen'],
    columns: ['Proto Lokale Adresse', 'Proto. Lokale Adresse'],
    states: {
      ABHÖREN: 'LISTEN',
      ABHOEREN: 'LISTEN',
      HERGESTELLT: 'ESTABLISHED',
      SYN_GESENDET: 'SYN-SENT',
      SYN_EMPFANGEN: 'SYN-RECEIVED',
      FIN_WARTEN_1: 'FIN-WAIT-1',
      FIN_WARTEN_2: 'FIN-WAIT-2',
      SCHLIESSEN_WARTEN: 'CLOSE-WAIT',
      SCHLIESSEND: 'CLOSING',
      WARTEND: 'TIME-WAIT',
    },
  },
  // listings; states: programs
  fr: {
    titles: ['Connexions actives'],
    columns: ['Proto Adresse locale'],
    states: { ÉCOUTE: 'LISTEN', "À L'ÉCOUTE": 'LISTEN' },
    unknownOwner: [
      'Impossible d’obtenir les informations de propriétaire',
      "Impossible d'obtenir les informations de propriétaire",
    ],
  },
  // listings; states: programs
  es: {
    titles: ['Conexiones activas'],
    columns: ['Proto Dirección local'],
    states: { ESCUCHANDO: 'LISTEN', ESTABLECIDO: 'ESTABLISHED', ESTABLECIDA: 'ESTABLISHED' },
    unknownOwner: ['No se puede obtener información de propiedad'],
  },
  // listings; states and the unknown owner: programs
  'pt-BR': {
    titles: ['Conexões ativas'],
    columns: ['Proto Endereço local'],
    states: { ESCUTANDO: 'LISTEN', ESTABELECIDA: 'ESTABLISHED' },
    unknownOwner: ['Não é possível obter informações de propriedade'],
  },
  // programs
  'pt-PT': {
    titles: ['Ligações activas', 'Ligações ativas'],
    columns: ['Proto Endereço local'],
    states: { 'À ESCUTA': 'LISTEN' },
  },
  // listings; states: programs
  it: {
    titles: ['Connessioni attive'],
    columns: ['Proto Indirizzo locale'],
    states: { 'IN ASCOLTO': 'LISTEN', STABILITO: 'ESTABLISHED' },
  },
  // programs
  pl: {
    titles: ['Aktywne połączenia'],
    columns: ['Protokół Adres lokalny', 'Proto Adres lokalny'],
    states: { NASŁUCHIWANIE: 'LISTEN', USTANOWIONO: 'ESTABLISHED' },
  },
  // programs
  nl: {
    titles: ['Actieve verbindingen'],
    columns: ['Proto Lokaal adres'],
    states: { LUISTEREN: 'LISTEN' },
  },
  // programs
  sv: {
    titles: ['Aktiva anslutningar'],
    columns: ['Proto Lokal adress'],
    states: { LYSSNAR: 'LISTEN' },
  },
  // the headings that Microsoft's Czech documentation has for these columns
  cs: { titles: ['Aktivní připojení'], columns: ['Proto Místní adresa', 'Protokol Místní adresa'] },
  // programs
  tr: {
    titles: ['Etkin Bağlantılar', 'Aktif Bağlantılar'],
    columns: ['Proto Yerel Adres', 'Protokol Yerel Adres', 'İl.Kr. Yerel Adres'],
  },
  // listings; the second of each as CP866 reads on a page of Windows-1251
  ru: {
    titles: ['Активные подключения', 'ЂЄвЁўлҐ Ї®¤Є«озҐЁп'],
    columns: ['Имя Локальный адрес', '€¬п ‹®Є «мл© ¤аҐб'],
  },
  // listings
  'zh-CN': {
    titles: ['活动连接'],
    columns: ['协议 本地地址'],
    unknownOwner: ['无法获取所有权信息'],
  },
  // listings
  'zh-TW': { titles: ['使用中連線'], columns: ['協定 本機位址'] },
  // listings
  ja: { titles: ['アクティブな接続'], columns: ['プロトコル ローカル アドレス'] },
  // listings; state: programs
  ko: {
    titles: ['활성 연결'],
    columns: ['프로토콜 로컬 주소'],
    states: { '수신 대기': 'LISTEN' },
  },
};

/** What a line of words is: the title, the column headings, or the remark that an owner is unknown. */
export type WordedLine = 'title' | 'columns' | 'owner unknown';

/** Reads a state in any of the languages; undefined for English and for what is unknown. */
export function localState(text: string): TcpState | undefined {
  states ??= new Words(Object.values(LANGUAGES).flatMap((language) => Object.entries(language.states ?? {})));
  return states.of(text);
}

/** Recognises a line without addresses by its words. */
export function wordedLine(text: string): WordedLine | undefined {
  if (text.length > LONGEST_LINE || NO_WORDS.test(text)) return undefined;
  lines ??= new Words(Object.values(LANGUAGES).flatMap(linesOf));
  columns ??= new Words(
    Object.values(LANGUAGES).flatMap((language) => language.columns.map((words) => [words, 'columns'] as const)),
  );
  return lines.of(text) ?? columns.at(text);
}

let states: Words<TcpState> | undefined;
let lines: Words<WordedLine> | undefined;
let columns: Words<WordedLine> | undefined;

const LONGEST_LINE = 160;
/** Rows have digits and colons; a title has neither. A single letter or mark is no title. */
const NO_WORDS = /[\d:/\\[\]=]|^.{0,3}$/;

function linesOf({ titles, unknownOwner = [] }: Language): (readonly [string, WordedLine])[] {
  return [
    ...titles.map((words) => [words, 'title'] as const),
    ...unknownOwner.map((words) => [words, 'owner unknown'] as const),
  ];
}
