/**
 * The service names that socket tools print most often, small enough to travel with every page.
 * The whole IANA registry is in `registry/`; a test holds every row here against it.
 */

/**
 * Returns the IANA service name of a port, or null where it is not among the common ones.
 *
 * @example serviceOfPort(443) // 'https'
 */
export function serviceOfPort(port: number): string | null {
  return tables().names.get(port) ?? null;
}

/**
 * Returns the port of a service name as tools print it, or null where it is not among the common ones.
 *
 * @example portOfService('domain') // 53
 */
export function portOfService(name: string): number | null {
  return tables().ports.get(name.toLowerCase()) ?? null;
}

/** Name and port in turn; the first name of a port is IANA's, a further one is an alias of services(5). */
const COMMON =
  'echo 7 discard 9 daytime 13 chargen 19 ftp-data 20 ftp 21 ssh 22 telnet 23 smtp 25 mail 25 time 37 nicname 43 whois 43 ' +
  'tacacs 49 domain 53 bootps 67 bootpc 68 tftp 69 gopher 70 finger 79 http 80 www 80 kerberos 88 pop3 110 sunrpc 111 rpcbind 111 ' +
  'portmapper 111 auth 113 ident 113 nntp 119 ntp 123 epmap 135 netbios-ns 137 netbios-dgm 138 netbios-ssn 139 imap 143 imap2 143 ' +
  'snmp 161 snmptrap 162 snmp-trap 162 bgp 179 irc 194 ldap 389 https 443 microsoft-ds 445 kpasswd 464 submissions 465 smtps 465 ' +
  'isakmp 500 biff 512 login 513 who 513 shell 514 syslog 514 printer 515 router 520 route 520 dhcpv6-client 546 dhcpv6-server 547 ' +
  'rtsp 554 nntps 563 submission 587 ipp 631 ldaps 636 domain-s 853 rsync 873 ftps 990 telnets 992 imaps 993 pop3s 995 ' +
  'socks 1080 openvpn 1194 ms-sql-s 1433 ms-sql-m 1434 ncube-lm 1521 l2tp 1701 l2f 1701 pptp 1723 radius 1812 radius-acct 1813 ' +
  'ssdp 1900 mqtt 1883 nfs 2049 docker 2375 docker-s 2376 etcd-client 2379 etcd-server 2380 ' +
  'mysql 3306 ms-wbt-server 3389 iscsi-target 3260 stun 3478 turn 3478 svn 3690 xmpp-client 5222 xmpp-server 5269 sip 5060 sips 5061 ' +
  'ipsec-nat-t 4500 epmd 4369 commplex-main 5000 mdns 5353 llmnr 5355 hostmon 5355 postgresql 5432 amqps 5671 amqp 5672 rfb 5900 vnc 5900 ' +
  'couchdb 5984 wsman 5985 wsmans 5986 x11 6000 redis 6379 ircu 6667 ircd 6667 afs3-fileserver 7000 afs3-callback 7001 ' +
  'irdmi 8000 http-alt 8080 webcache 8080 puppet 8140 pcsync-https 8443 secure-mqtt 8883 ddi-tcp-1 8888 websm 9090 ' +
  'xmltec-xmlmail 9091 pdl-datastream 9100 hp-pdl-datastr 9100 jetdirect 9100 wap-wsp 9200 git 9418 snapenetio 22000 zabbix-agent 10050 zabbix-trapper 10051 ' +
  'ndmp 10000 memcache 11211 memcached 11211 mongodb 27017';

let built: { names: Map<number, string>; ports: Map<string, number> } | undefined;

/** Builds both directions at first use, so that importing this file costs nothing. */
function tables() {
  if (built) return built;
  const names = new Map<number, string>();
  const ports = new Map<string, number>();
  const words = COMMON.split(' ');
  for (let index = 0; index < words.length; index += 2) {
    const name = words[index]!;
    const port = Number(words[index + 1]);
    ports.set(name, port);
    if (!names.has(port)) names.set(port, name);
  }
  built = { names, ports };
  return built;
}
