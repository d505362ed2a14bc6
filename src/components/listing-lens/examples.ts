/**
 * Short listings of each system, with the machines of the course. The Linux one has lines that `sudo netstat -anp`
 * printed (test/fixtures/netstat-linux/anp.txt); the others are written from the tools' documentation.
 */

const LINUX = `$ sudo netstat -anp
Active Internet connections (servers and established)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      33/sshd
tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN      32/nginx: worker pr
tcp        0      0 127.0.0.1:8080          0.0.0.0:*               LISTEN      34/gunicorn
tcp        0      0 203.0.113.80:41145      10.0.0.5:5432           ESTABLISHED 34/gunicorn
tcp        0      0 203.0.113.80:80         192.0.2.10:35107        CLOSE_WAIT  32/nginx: worker pr
tcp        0      0 127.0.0.1:8080          127.0.0.1:44602         TIME_WAIT   -
tcp6       0      0 :::443                  :::*                    LISTEN      32/nginx: worker pr
tcp6       0      0 2001:db8:80::1:443      2001:db8::a1b2:c3:36997 ESTABLISHED 32/nginx: worker pr
`;

const WINDOWS = `C:\\>netstat -anob

Active Connections

  Proto  Local Address          Foreign Address        State           PID
  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1012
  RpcEptMapper
 [svchost.exe]
  TCP    0.0.0.0:3000           0.0.0.0:0              LISTENING       7344
 [node.exe]
  TCP    192.0.2.10:51734       203.0.113.80:443       ESTABLISHED     6208
 [firefox.exe]
  UDP    [::]:5353              *:*                                    2204
  Dnscache
 [svchost.exe]
`;

const MACOS = `% netstat -an
Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)
tcp4       0      0  192.0.2.10.51734       203.0.113.80.443       ESTABLISHED
tcp6       0      0  2001:db8::a1b2:c.51739 2001:db8:80::1.443     ESTABLISHED
tcp4       0      1  192.0.2.10.51737       198.51.100.7.443       SYN_SENT
tcp46      0      0  *.8080                 *.*                    LISTEN
udp4       0      0  192.0.2.10.123         *.*
`;

export const EXAMPLES = { Linux: LINUX, Windows: WINDOWS, macOS: MACOS };
