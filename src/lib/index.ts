/** The only door for components and content: everything public of the library, and nothing else. */

export {
  addressFamily,
  addressScope,
  isWildcard,
  mappedAddress,
  parseAddress,
  SCOPE_MEANINGS,
  type Scope,
} from './address.ts';
export { formatEndpoint, isUnspecified, parseEndpoint } from './endpoint.ts';
export { type Annotation, type AnnotationPart, annotate } from './listing/annotate.ts';
export { plainText } from './listing/clean.ts';
export { type Comparison, compareListings } from './listing/compare.ts';
export { decodeText } from './listing/decode.ts';
export { explainSocket } from './listing/explain.ts';
export { listingAsCsv, listingAsJson, listingAsMarkdown } from './listing/export.ts';
export { type Finding, findings, type Severity } from './listing/findings.ts';
export type { LineKind, Listing, ListingLine } from './listing/format.ts';
export { formatName } from './listing/formats.ts';
export { type HolderCommands, holdersOf, type PortHolders } from './listing/holders.ts';
export { pairs } from './listing/pairs.ts';
export { parseListing } from './listing/parse.ts';
export {
  type Picture,
  type PictureLink,
  type PictureMark,
  type PicturePhase,
  pictureOf,
} from './listing/picture.ts';
export { redact } from './listing/redact.ts';
export {
  FACETS,
  type Facet,
  type FacetName,
  peerOf,
  processName,
  SocketTable,
  TABLE_COLUMNS,
  type TableColumn,
  type TableView,
} from './listing/table.ts';
export {
  EPHEMERAL_RANGES,
  HIGHEST_PORT,
  isEphemeral,
  PORT_RANGES,
  type PortRange,
  parsePort,
  portRange,
} from './port.ts';
export {
  type Answer,
  type Choice,
  explainGrade,
  type Grade,
  gradeAnswer,
  type Question,
  questionsFrom,
} from './quiz/index.ts';
export type { PortEntry, PortProtocol, PortStatus } from './registry/entry.ts';
export { lookupPort } from './registry/lookup.ts';
export { canRetry, openRegistry, type Registry } from './registry/open.ts';
export { describeProblem, type Problem, type Result } from './result.ts';
export { portOfService, serviceOfPort } from './service-names.ts';
export {
  type Endpoint,
  type Family,
  type OS,
  OS_NAMES,
  type Process,
  type Protocol,
  type Socket,
  type SocketTuple,
  TCP_STATES,
  type TcpState,
  tcpState,
} from './socket.ts';
export {
  describeTuple,
  markProblems,
  parseTuple,
  type TupleDescription,
  type TuplePart,
  type TupleRole,
} from './tuple.ts';
