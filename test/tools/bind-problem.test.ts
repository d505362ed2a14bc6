import { expect, test } from 'vitest';
import { explainBindError } from '../../tools/bind-problem.ts';

const SS = `State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess
LISTEN 0      511        127.0.0.1:4321      0.0.0.0:*    users:(("node",pid=812,fd=22),("node",pid=813,fd=22))
LISTEN 0      128          0.0.0.0:22        0.0.0.0:*    users:(("sshd",pid=701,fd=3))
`;
const SS_WITHOUT_ROOT = SS.replace(/ +users:.*/g, '');
const NETSTAT = `Active Internet connections (only servers)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
tcp        0      0 0.0.0.0:4321            0.0.0.0:*               LISTEN      812/node
`;
const LSOF = `COMMAND  PID   USER   FD   TYPE             DEVICE SIZE/OFF NODE NAME
node    2210 reader   23u  IPv6 0x6f1b3c2d8aa04001      0t0  TCP *:4321 (LISTEN)
node    2210 reader   24u  IPv6 0x6f1b3c2d8aa04141      0t0  TCP [::1]:4322 (LISTEN)
`;
const WINDOWS = `
Active Connections

  Proto  Local Address          Foreign Address        State           PID
  TCP    0.0.0.0:4321           0.0.0.0:0              LISTENING       812
`;

test.each<[string, NodeJS.Platform, Record<string, string>, string[], string]>([
  [
    'Linux: ss, each process once',
    'linux',
    { ss: SS, netstat: NETSTAT },
    ['node (pid 812), listening on 127.0.0.1.', 'node (pid 813), listening on 127.0.0.1.'],
    "sudo ss -ltnp 'sport = :4321'",
  ],
  [
    'Linux without ss: netstat',
    'linux',
    { netstat: NETSTAT },
    ['node (pid 812), listening on every address.'],
    'sudo ss -ltnp',
  ],
  ['Linux where neither may tell', 'linux', { ss: SS_WITHOUT_ROOT }, [], 'sudo ss -ltnp'],
  [
    'macOS: lsof',
    'darwin',
    { lsof: LSOF },
    ['node (pid 2210), listening on every address.'],
    'sudo lsof -nP -iTCP:4321 -sTCP:LISTEN',
  ],
  [
    'Windows: netstat',
    'win32',
    { netstat: WINDOWS },
    ['a process (pid 812), listening on every address.'],
    'findstr :4321',
  ],
  ['a system that has no tool', 'freebsd', {}, [], 'PORT=4322'],
])('the holder of a taken port, on %s', (_name, platform, printed, holders, command) => {
  const asked: string[] = [];
  const told = explainBindError(
    Object.assign(new Error(), { code: 'EADDRINUSE' }),
    { host: '127.0.0.1', port: 4321 },
    {
      platform,
      run(name) {
        asked.push(name);
        return printed[name] ?? null;
      },
    },
  );
  expect(told?.match(/(?<=It is held by ).*/g) ?? []).toEqual(holders);
  expect(told).toContain(command);
  if (holders.length > 1) expect(asked).toEqual(['ss']);
});

test('another error is not explained', () =>
  expect(explainBindError(Object.assign(new Error(), { code: 'EPIPE' }), { host: '::', port: 1 })).toBeNull());
