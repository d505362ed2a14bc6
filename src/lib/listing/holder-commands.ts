/** The commands that show who holds a port, and that stop it, for each system. */

import type { OS, Socket } from '../socket.ts';

/** Two commands of one system: they can be copied without change. */
export interface HolderCommands {
  os: OS;
  see: string;
  stop: string;
}

/** The commands for a system; for an unknown one those of the common three. */
export function holderCommands(os: OS | null, port: number, holders: readonly Socket[]): HolderCommands[] {
  const pids = [...new Set(holders.flatMap(({ processes }) => processes.map(({ pid }) => pid)))].filter(
    (pid) => pid !== undefined && pid > 0,
  ) as number[];
  const udp = holders.length > 0 && holders.every(({ protocol }) => protocol === 'udp');
  const systems: readonly OS[] = os === null ? ['linux', 'macos', 'windows'] : [os];
  return systems.flatMap((system) =>
    COMMANDS[system]({ port, udp, pids: pids.slice(0, MOST_PIDS) }).map(([see, stop]) => ({ os: system, see, stop })),
  );
}

/** A command line with more pids helps nobody. */
const MOST_PIDS = 8;

interface Wanted {
  port: number;
  udp: boolean;
  pids: readonly number[];
}

type See = string;
type Stop = string;

/** @see ss(8), fuser(1), systemctl(1), ps(1), lsof(8), sockstat(1), fstat(1), pfiles(1), rmsock of AIX; Microsoft's Get-NetTCPConnection */
const COMMANDS: Readonly<Record<OS, (wanted: Wanted) => (readonly [See, Stop])[]>> = {
  linux({ port, udp, pids }) {
    const kind = udp ? 'udp' : 'tcp';
    const rows: [See, Stop][] = [
      [
        `sudo ss -${udp ? 'u' : 't'}lnp 'sport = :${port}'`,
        pids.length > 0 ? `sudo kill ${pids.join(' ')}` : `sudo fuser -k -TERM ${port}/${kind}`,
      ],
      [`sudo fuser -v ${port}/${kind}`, `sudo fuser -k -TERM ${port}/${kind}`],
    ];
    // A service would be started again: systemd has to stop it.
    if (pids.length > 0)
      rows.push([`systemctl status ${pids[0]}`, `sudo systemctl stop "$(ps -o unit= -p ${pids[0]})"`]);
    return rows;
  },
  macos({ port, udp, pids }) {
    const filter = udp ? `-iUDP:${port}` : `-iTCP:${port} -sTCP:LISTEN`;
    const see = `sudo lsof -nP ${filter}`;
    return [[see, pids.length > 0 ? `sudo kill ${pids.join(' ')}` : `sudo kill $(sudo lsof -nPt ${filter})`]];
  },
  windows({ port, udp, pids }) {
    const get = udp ? `Get-NetUDPEndpoint -LocalPort ${port}` : `Get-NetTCPConnection -LocalPort ${port} -State Listen`;
    const ids = pids.length > 0 ? pids.join(',') : `(${get}).OwningProcess`;
    return [
      [`Get-Process -Id (${get}).OwningProcess`, `Stop-Process -Id ${ids}`],
      [
        `netstat -ano | findstr :${port}`,
        pids.length > 0 ? `taskkill ${pids.map((pid) => `/PID ${pid}`).join(' ')}` : `Stop-Process -Id ${ids}`,
      ],
    ];
  },
  freebsd({ port, udp, pids }) {
    return [
      [
        `sockstat -l -P ${udp ? 'udp' : 'tcp'} -p ${port}`,
        pids.length > 0
          ? `kill ${pids.join(' ')}`
          : `kill $(sockstat -lq -P ${udp ? 'udp' : 'tcp'} -p ${port} | awk '{print $3}')`,
      ],
    ];
  },
  openbsd({ port, pids }) {
    return [
      [
        `fstat | grep ':${port}$'`,
        pids.length > 0 ? `doas kill ${pids.join(' ')}` : `doas kill $(fstat | awk '/:${port}$/ {print $3}')`,
      ],
    ];
  },
  solaris({ port, udp, pids }) {
    // -u (since 11.2) adds user, pid and command behind the two addresses.
    const list = `netstat -aun -P ${udp ? 'udp' : 'tcp'}`;
    const found = `pfexec kill $(${list} | awk '$1 ~ /\\.${port}$/ {print $4; exit}')`;
    return [[`${list} | grep '\\.${port} '`, pids.length > 0 ? `pfexec kill ${pids.join(' ')}` : found]];
  },
  aix({ port, udp, pids }) {
    const see = `netstat -Aan | grep '\\.${port} '`;
    const block = `$(${see} | awk '{print $1; exit}')`;
    return [
      [
        `rmsock ${block} ${udp ? 'inpcb' : 'tcpcb'}`,
        pids.length > 0
          ? `kill ${pids.join(' ')}`
          : `kill $(rmsock ${block} ${udp ? 'inpcb' : 'tcpcb'} | sed 's/.*process \\([0-9]*\\).*/\\1/')`,
      ],
    ];
  },
};
