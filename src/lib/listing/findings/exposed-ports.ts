/** Services that should not be open to everybody: their ports, why, and where their makers say so. */

import type { OS } from '../../socket.ts';
import type { Severity } from './finding.ts';

export interface ExposedPort {
  /** the TCP ports that the software takes by default */
  ports: readonly number[];
  software: string;
  /** names of its server process, which lsof cuts to nine characters; it is recognised by them on any port */
  programs?: RegExp;
  severity: Exclude<Severity, 'information'>;
  /** what somebody who reaches it can do */
  risk: string;
  /** how it is kept to one address */
  remedy: string;
  source: string;
  /** systems on which it belongs to an ordinary installation */
  usualOn?: readonly OS[];
}

/** First match wins. `attention`: open without a password by default, or equal to a root shell; `notice`: guarded by a password at best. */
export const EXPOSED_PORTS: readonly ExposedPort[] = [
  {
    ports: [6379],
    software: 'Redis',
    programs: /^(?:redis-ser|valkey-se|keydb-ser)/,
    severity: 'attention',
    risk: 'Redis trusts every client that reaches it unless a password is set: it can read and delete all data, and write files. Its protected mode refuses strangers only while no password and no bind address are configured.',
    remedy: 'Set "bind 127.0.0.1 -::1" in redis.conf, or the one private address that its clients use.',
    source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/',
  },
  {
    ports: [27017, 27018, 27019],
    software: 'MongoDB',
    programs: /^mongo[ds]\b/,
    severity: 'attention',
    risk: 'Access control is off until it is enabled: then every client may read and change all databases.',
    remedy: 'Set net.bindIp in mongod.conf to 127.0.0.1 or one private address, and enable security.authorization.',
    source: 'https://www.mongodb.com/docs/manual/administration/security-checklist/',
  },
  {
    ports: [11211],
    software: 'memcached',
    programs: /^memcached\b/,
    severity: 'attention',
    risk: 'There is no password: every client can read and replace what is cached.',
    remedy: 'Start it with -l 127.0.0.1, or with the one private address that its clients use.',
    source: 'https://docs.memcached.org/serverguide/configuring/',
  },
  {
    ports: [9200, 9300],
    software: 'Elasticsearch or OpenSearch',
    severity: 'attention',
    risk: 'Without its security features, which older versions left off, every client may read, change and delete all indexes.',
    remedy: 'Set network.host in elasticsearch.yml to 127.0.0.1 or one private address.',
    source: 'https://www.elastic.co/docs/deploy-manage/security',
  },
  {
    ports: [2375],
    software: 'the Docker API without TLS',
    severity: 'attention',
    risk: 'Whoever reaches it can start a container that mounts the whole disk: it is a root shell without a password.',
    remedy: 'Remove tcp://0.0.0.0:2375 from the hosts of dockerd; use the Unix socket, SSH, or TLS on 2376.',
    source: 'https://docs.docker.com/engine/security/protect-access/',
  },
  {
    ports: [2379, 2380],
    software: 'etcd',
    programs: /^etcd\b/,
    severity: 'attention',
    risk: 'Without client certificates every client may read and write all keys; of a Kubernetes cluster that includes its secrets.',
    remedy: 'Set --listen-client-urls to https://127.0.0.1:2379 and one private address, with --client-cert-auth.',
    source: 'https://etcd.io/docs/latest/op-guide/security/',
  },
  {
    ports: [9229],
    software: 'the Node.js inspector',
    severity: 'attention',
    risk: 'Whoever reaches it can run any code in the process.',
    remedy: 'Start Node with --inspect=127.0.0.1:9229, and reach it through an SSH tunnel.',
    source: 'https://nodejs.org/en/learn/getting-started/debugging',
  },
  {
    ports: [9222],
    software: 'the Chrome DevTools protocol',
    severity: 'attention',
    risk: 'Whoever reaches it controls the browser with all its sessions.',
    remedy: 'Leave --remote-debugging-address at 127.0.0.1, and reach it through an SSH tunnel.',
    source: 'https://chromedevtools.github.io/devtools-protocol/',
  },
  {
    ports: [6000, 6001],
    software: 'an X11 display',
    programs: /^(?:Xorg|Xwayland)$/,
    severity: 'attention',
    risk: 'A client that may connect sees the screen and every key that is pressed.',
    remedy: 'Start the X server with -nolisten tcp, which is the default today, and use ssh -X.',
    source: 'https://www.x.org/releases/current/doc/man/man7/Xsecurity.7.xhtml',
  },
  {
    ports: [5432],
    software: 'PostgreSQL',
    programs: /^(?:postgres|postmaster)\b/,
    severity: 'notice',
    risk: 'Only pg_hba.conf and passwords then stand between the data and everybody who reaches the port.',
    remedy: "Set listen_addresses in postgresql.conf to 'localhost' or one private address.",
    source: 'https://www.postgresql.org/docs/current/runtime-config-connection.html',
  },
  {
    ports: [3306, 33060],
    software: 'MySQL or MariaDB',
    programs: /^(?:mysqld|mariadbd)\b/,
    severity: 'notice',
    risk: 'The MySQL manual asks not to make the port reachable from untrusted hosts: passwords are guessed there all day.',
    remedy: 'Set bind-address in my.cnf to 127.0.0.1 or one private address.',
    source: 'https://dev.mysql.com/doc/refman/8.4/en/security-guidelines.html',
  },
  {
    ports: [1433],
    software: 'Microsoft SQL Server',
    programs: /^sqlservr\b/,
    severity: 'notice',
    risk: 'Passwords, that of the sa account first, are guessed at this port all day.',
    remedy: 'Keep it behind a firewall, and bind it to one private address in SQL Server Configuration Manager.',
    source: 'https://learn.microsoft.com/sql/relational-databases/security/securing-sql-server',
  },
  {
    ports: [1521],
    software: 'the listener of Oracle Database',
    programs: /^tnslsnr\b/,
    severity: 'notice',
    risk: 'Passwords and instance names can be guessed by everybody who reaches it.',
    remedy: 'Name one host in listener.ora, and restrict clients with tcp.invited_nodes.',
    source:
      'https://docs.oracle.com/en/database/oracle/oracle-database/19/dbseg/keeping-your-oracle-database-secure.html',
  },
  {
    ports: [9042],
    software: 'Cassandra',
    severity: 'notice',
    risk: 'Its default authenticator lets everybody in (AllowAllAuthenticator).',
    remedy: 'Set rpc_address in cassandra.yaml to one private address, and use PasswordAuthenticator.',
    source: 'https://cassandra.apache.org/doc/latest/cassandra/managing/operating/security.html',
  },
  {
    ports: [5984],
    software: 'CouchDB',
    severity: 'notice',
    risk: 'Its HTTP interface includes the administration of all databases.',
    remedy: 'Set bind_address in local.ini to 127.0.0.1 or one private address.',
    source: 'https://docs.couchdb.org/en/stable/intro/security.html',
  },
  {
    ports: [8086],
    software: 'InfluxDB',
    programs: /^influxd\b/,
    severity: 'notice',
    risk: 'InfluxDB 1 asks for no password until authentication is enabled.',
    remedy: 'Bind it to 127.0.0.1 or one private address (bind-address, --http-bind-address).',
    source: 'https://docs.influxdata.com/influxdb/v1/administration/security/',
  },
  {
    ports: [2181],
    software: 'ZooKeeper',
    severity: 'notice',
    risk: 'Without access lists every client may read and write the tree, and ask for the state of the server.',
    remedy: 'Set clientPortAddress in zoo.cfg to one private address.',
    source: 'https://zookeeper.apache.org/doc/current/zookeeperAdmin.html',
  },
  {
    ports: [9092],
    software: 'Kafka',
    severity: 'notice',
    risk: 'A PLAINTEXT listener asks for no password: every client may read and write all topics.',
    remedy: 'Name one private address in "listeners", and use SASL_SSL.',
    source: 'https://kafka.apache.org/documentation/#security',
  },
  {
    ports: [5601],
    software: 'Kibana',
    severity: 'notice',
    risk: 'It is an administration page; without the security features of its cluster it asks for no password.',
    remedy: 'Set server.host in kibana.yml to localhost, and put a proxy with a login before it.',
    source: 'https://www.elastic.co/docs/reference/kibana/configuration-reference/general-settings',
  },
  {
    ports: [8500],
    software: 'Consul',
    programs: /^consul\b/,
    severity: 'notice',
    risk: 'Until access lists are enabled every client may register services and health checks, which can run commands.',
    remedy: 'Set client_addr to 127.0.0.1, and enable ACLs.',
    source: 'https://developer.hashicorp.com/consul/docs/security',
  },
  {
    ports: [15672],
    software: 'the management page of RabbitMQ',
    severity: 'notice',
    risk: 'It is an administration page, behind a password alone.',
    remedy: 'Set management.tcp.ip in rabbitmq.conf to 127.0.0.1, and put a proxy before it.',
    source: 'https://www.rabbitmq.com/docs/management',
  },
  {
    ports: [10250, 10255],
    software: 'the kubelet of Kubernetes',
    programs: /^kubelet\b/,
    severity: 'notice',
    risk: 'Its API runs commands in every container of the node; anonymous requests are allowed unless that is turned off.',
    remedy:
      'Set authentication.anonymous.enabled to false and authorization.mode to Webhook; let only the control plane reach it.',
    source: 'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
  },
  {
    ports: [3389],
    software: 'Remote Desktop',
    severity: 'notice',
    risk: 'Passwords are guessed at this port all day, and its flaws have been used by worms.',
    remedy: 'Let only a VPN or a Remote Desktop Gateway reach it, and require Network Level Authentication.',
    source:
      'https://learn.microsoft.com/windows-server/remote/remote-desktop-services/remotepc/remote-desktop-allow-outside-access',
  },
  {
    ports: [5900, 5901],
    software: 'VNC screen sharing',
    severity: 'notice',
    risk: 'VNC’s own login is weak (eight characters, no encryption); whoever passes it controls the screen.',
    remedy: 'Bind it to 127.0.0.1, and reach it through an SSH tunnel.',
    source: 'https://www.rfc-editor.org/rfc/rfc6143#section-7.2.2',
  },
  {
    ports: [445, 139],
    software: 'SMB file sharing',
    programs: /^smbd\b/,
    severity: 'notice',
    risk: 'File sharing is made for the local network; from the Internet it is a well-used way in.',
    remedy: 'Let only the local network reach it: in smb.conf "interfaces" and "bind interfaces only = yes".',
    source: 'https://learn.microsoft.com/windows-server/storage/file-server/smb-secure-traffic',
    usualOn: ['windows', 'macos'],
  },
  {
    ports: [23],
    software: 'Telnet',
    programs: /^(?:in\.)?telnetd\b/,
    severity: 'notice',
    risk: 'Telnet sends passwords and everything else without encryption.',
    remedy: 'Turn it off, and use SSH.',
    source: 'https://www.rfc-editor.org/rfc/rfc854',
  },
  {
    ports: [873],
    software: 'an rsync daemon',
    severity: 'notice',
    risk: 'A module without "auth users" is open to everybody, and nothing is encrypted.',
    remedy: 'Set "address" in rsyncd.conf to one private address, or use rsync over SSH.',
    source: 'https://download.samba.org/pub/rsync/rsyncd.conf.5',
  },
];
