/** Long listings, as benchmarks need them. */

export const LINES = 100_000;

/** A listing as a busy web server prints it: one listener's many clients, in several states. */
export function busyServer(lines: number): string {
  const header = [
    'Active Internet connections (servers and established)',
    'Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    ',
  ];
  const states = ['ESTABLISHED', 'TIME_WAIT', 'CLOSE_WAIT', 'ESTABLISHED', 'FIN_WAIT2'];
  const rows = Array.from({ length: lines - header.length }, (_, index) => {
    const client = `198.51.${100 + (index % 100)}.${index % 250}:${32768 + (index % 28232)}`;
    return `tcp        0      0 203.0.113.80:443        ${client.padEnd(23)} ${states[index % states.length]!.padEnd(11)} 812/nginx: worker   `;
  });
  return [...header, ...rows].join('\n');
}
