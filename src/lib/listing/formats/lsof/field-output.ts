/** The field output of lsof -F and -F0: a letter and a value for each field. */

/** Field output: the beginning of a process and of a file, alone in their lines or, with -F0, before further fields. */
export const PROCESS_SET = /^p\d{1,10}(?:$|\^@|(?:g\d+)?(?:R\d+)?c.)/;
export const FILE_SET = /^f(?:\d{1,7}|cwd|rtd|txt|mem|mmap|DEL|NOFD|err|ltx|twd)(?:$|\^@|(?:a.)?(?:l.)?t[A-Za-z])/;
export const PROCESS_FIELD = /^(?:[gRuK]\d+$|[cLMzZ].)/;
/** A further field of a file (lsof(8), OUTPUT FOR OTHER PROGRAMS). */
export const FIELD =
  /^(?:a[rwu ]?$|l.?$|t\w{1,12}$|[dDFGNikos](?:0[tx])?[\da-f,;x]+$|P[A-Z\d]{1,10}$|T[A-Z]{2}=|[nCSZ].)/;
/** With -F0 the fields of one file stand in one line; the NUL between them is lost on screen. */
const JOINED_FILE =
  /^f(\d{1,7}|[a-zA-Z]{2,4}?)(?:a[rwu ])?(?:l[NrRwWuUxX ])?t(IPv[46]|unix|sock|[A-Za-z_]{1,12}?)(?:G[^;]+;0x[\da-f]+)?(?:D0x[\da-f]+)?(?:d(0x[\da-f]+|\d+))?(?:s\d+)?(?:o0t\d+)?(?:i(\d+))?(?:P([A-Z\d]{1,10}?))?(?:n(.*?))?((?:T(?:ST|QR|QS|SO|SS|TF|WR|WW)=.*)?)$/;
export const JOINED_PROCESS = /^p(\d{1,10})(?:g\d+)?(?:R\d+)?c(.*?)(?:u(\d+)(?:L(.*))?)?$/;

/** Cuts a line of -F0 whose NULs are lost; null where it is one field. */
export function joinedFields(text: string): string[] | null {
  const found = JOINED_FILE.exec(text);
  if (found === null) return null;
  const [, descriptor, type, device, inode, protocol, name, states = ''] = found;
  const fields = [`f${descriptor}`, `t${type}`];
  if (device !== undefined) fields.push(`d${device}`);
  if (inode !== undefined) fields.push(`i${inode}`);
  if (protocol !== undefined) fields.push(`P${protocol}`);
  if (name !== undefined) fields.push(`n${name}`);
  return [...fields, ...states.split(/(?=T(?:ST|QR|QS|SO|SS|TF|WR|WW)=)/)];
}
