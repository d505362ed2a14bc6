/** What `ss` tells beside addresses, in the row or below it: processes, timer, inode, user, container. */

import type { Process, Socket } from '../../../socket.ts';

/** Claims that the line has the look of those below a row. */
export function isDetail(text: string): boolean {
  return DETAIL.test(text) || TCP_DETAIL.test(text);
}

/** Claims that the line can only be one below a row of ss, even where no row stands above. */
export function isSurelyDetail(text: string): boolean {
  return text.startsWith(' ') && STRONG_DETAIL.test(text);
}

/** Claims that the process column begins but does not end in this line. */
export function isBroken(text: string, from: number): boolean {
  const users = text.indexOf('users:((', from);
  return users >= 0 && text.indexOf('))', users) < 0;
}

/**
 * Takes what a text tells into its socket.
 *
 * @param from where the details begin
 * @returns whether they are those of a TCP socket alone
 */
export function addDetails(socket: Socket, text: string, from: number): boolean {
  const users = text.indexOf('users:((', from);
  let rest = ` ${text.slice(from)}`;
  if (users >= 0) {
    const { processes, end } = readUsers(text, users + 'users:('.length);
    if (processes.length > 0) socket.processes = processes;
    rest = ` ${text.slice(from, users)}${text.slice(end)}`;
  }
  const timer = TIMER.exec(rest);
  if (timer !== null) socket.timer = readTimer(timer);
  const inode = Number(/ ino:(\d{1,10})/.exec(rest)?.[1] ?? 0);
  if (inode > 0) socket.inode = inode;
  // The socket's owner; ss names root by leaving it out, so all who hold this socket are that user.
  const user = / uid:(\d{1,10})/.exec(rest)?.[1];
  if (user !== undefined) {
    const { processes } = socket;
    socket.processes = processes.length === 0 ? [{ user }] : processes.map((process) => ({ ...process, user }));
  }
  const container = CONTAINER.exec(rest)?.[1];
  if (container !== undefined) socket.container = container;
  return timer !== null || rest.includes(' cwnd:') || rest.includes(' rto:');
}

/** What the lines begin with that -e, -m, -o and -p print below a row, or into which a terminal wraps it. */
const DETAIL =
  /^ *(?:(?:users|timer|skmem|mem|opt|inet-sockopt|bbr|tcp-ulp-\w+|dctcp|vegas): ?\(|(?:ino|uid|sk|cgroup|v6only|fwmark|tos|tclass|class_id|rto|mss|cwnd|wscale|locals|peers|token|tag|bpf_\w+|tfo\w*):\S|<->|-->|<--)/;
/** Those of -i: TCP options and the name of the congestion control, alone or before pairs such as `cwnd:10`. */
const TCP_DETAIL =
  /^ +(?:ts|sack|ecn|ecnseen|fastopen|usec_ts|cubic|reno|bbr[23]?|dctcp|vegas|westwood|htcp|hybla|illinois|veno|yeah|scalable|lp|nv|cdg|bic|highspeed|prague|brutal)(?: [a-z_\d-]+)*(?: [a-z_]+:\S| *$)/;
const STRONG_DETAIL = /^ +(?:skmem:\(|users:\(\(|.{0,80} cwnd:\d)/;

/** One process in the column of -p: `("nginx",pid=1,fd=6)`, with threads (-T) and contexts (-Z); `("sshd",1206,3)` before iproute2 4. */
const USER =
  /\("(.{0,64}?)",(?:pid=(\d{1,10})(?:,tid=\d+)?(?:,proc_ctx=[^,)]*)?(?:,fd=(\d{1,10}))?(?:,sock_ctx=[^,)]*)?|(\d{1,10}),(\d{1,10}))\)(,?)/y;
const TIMER = /timer:\((\w+),(?:(\d+)min)?(?:(\d+)sec|(\d+)\.(?=\d+ms))?(?:(\d+)ms)?,(\d+)\)/;
/** How Docker, Podman, CRI-O and containerd name the control group of a container. */
const CONTAINER = / cgroup:\S*?(?:docker|libpod|crio|containerd)[-/]([0-9a-f]{12})[0-9a-f]{52}/;

/** Reads processes from the first bracket on; `end` is behind the last of them. */
function readUsers(text: string, from: number): { processes: Process[]; end: number } {
  const processes: Process[] = [];
  let end = from;
  for (;;) {
    USER.lastIndex = end;
    const found = USER.exec(text);
    if (found === null) return { processes, end };
    end += found[0].length;
    const [, name, pid, fd, oldPid, oldFd] = found;
    const process: Process = { pid: Number(pid ?? oldPid), name: name! };
    if (fd !== undefined || oldFd !== undefined) process.fd = Number(fd ?? oldFd);
    processes.push(process);
  }
}

/** ss prints 4.9 seconds as "4.900ms" and a minute as "1min"; 0 is empty (misc/ss.c, print_ms_timer). */
function readTimer([, name, minutes, whole, seconds, thousandths, again]: RegExpExecArray): string {
  const time = Number(whole ?? seconds ?? 0) + Number(thousandths ?? 0) / 1000;
  const wait = minutes === undefined ? `${time} s` : time === 0 ? `${minutes} min` : `${minutes} min ${time} s`;
  return `${name}, ${wait}, ${again === '1' ? '1 retransmission' : `${again} retransmissions`}`;
}
