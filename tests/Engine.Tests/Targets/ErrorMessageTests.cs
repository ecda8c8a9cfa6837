using Berth.Engine.Targets;
using Berth.Model.Addressing;

namespace Berth.Engine.Tests.Targets;

/// <summary>Messages as the programs print them.</summary>
public class ErrorMessageTests
{
    public static TheoryData<string, ErrorKind, string> Messages => new()
    {
        // node
        { "Error: listen EADDRINUSE: address already in use :::3000", ErrorKind.AddressInUse, "[::]:3000" },
        { "Error: listen EADDRINUSE: address already in use 127.0.0.1:3000\n    at Server.setupListenHandle [as _listen2] (node:net:1463:16)\n    at listenInCluster (node:net:1511:12)", ErrorKind.AddressInUse, "127.0.0.1:3000" },
        { "node:events:497\n      throw er; // Unhandled 'error' event\n      ^\n\nError: listen EADDRINUSE: address already in use :::8080\n    at Server.setupListenHandle [as _listen2] (node:net:1817:16)\n  code: 'EADDRINUSE',\n  errno: -98,\n  syscall: 'listen',\n  address: '::',\n  port: 8080\n}", ErrorKind.AddressInUse, "[::]:8080" },
        { "{\n  code: 'ECONNREFUSED',\n  errno: -111,\n  syscall: 'connect',\n  address: '127.0.0.1',\n  port: 5432\n}", ErrorKind.ConnectionRefused, "127.0.0.1:5432" },
        { "Error: listen EACCES: permission denied 0.0.0.0:80", ErrorKind.PermissionDenied, "0.0.0.0:80" },
        { "Error: connect ECONNREFUSED ::1:5432", ErrorKind.ConnectionRefused, "[::1]:5432" },
        { "Error: connect ECONNREFUSED 127.0.0.1:5432\n    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1494:16)", ErrorKind.ConnectionRefused, "127.0.0.1:5432" },
        { "FetchError: request to http://localhost:3001/api failed, reason: connect ECONNREFUSED ::1:3001", ErrorKind.ConnectionRefused, "localhost:3001" },
        { "Error: connect ETIMEDOUT 10.0.0.5:443", ErrorKind.TimedOut, "10.0.0.5:443" },
        { "Error: read ECONNRESET", ErrorKind.ConnectionReset, "" },
        { "Error: getaddrinfo ENOTFOUND shop.localhost", ErrorKind.NameNotFound, "shop.localhost" },
        { "Error: listen EADDRNOTAVAIL: address not available 10.1.2.3:3000", ErrorKind.AddressNotAvailable, "10.1.2.3:3000" },
        // python
        { "OSError: [Errno 98] Address already in use", ErrorKind.AddressInUse, "" },
        { "OSError: [Errno 48] Address already in use: ('127.0.0.1', 8000)", ErrorKind.AddressInUse, "127.0.0.1:8000" },
        { "Traceback (most recent call last):\n  File \"/app/main.py\", line 10, in <module>\n    server.bind(('', 8000))\nOSError: [Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use", ErrorKind.AddressInUse, "0.0.0.0:8000" },
        { "ERROR:    [Errno 98] error while attempting to bind on address ('::1', 8000, 0, 0): address already in use", ErrorKind.AddressInUse, "[::1]:8000" },
        { "PermissionError: [Errno 13] Permission denied", ErrorKind.PermissionDenied, "" },
        { "ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 6379)", ErrorKind.ConnectionRefused, "127.0.0.1:6379" },
        { "requests.exceptions.ConnectionError: HTTPConnectionPool(host='localhost', port=5000): Max retries exceeded with url: / (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f1c2>: Failed to establish a new connection: [Errno 111] Connection refused'))", ErrorKind.ConnectionRefused, "localhost:5000" },
        { "[2026-01-05 10:00:00 +0000] [7] [ERROR] Connection in use: ('0.0.0.0', 8000)", ErrorKind.AddressInUse, "0.0.0.0:8000" },
        { "Watching for file changes with StatReloader\nError: That port is already in use.", ErrorKind.AddressInUse, "" },
        { "Address already in use\nPort 5000 is in use by another program. Either identify and stop that program, or start the server with a different port.", ErrorKind.AddressInUse, "5000" },
        { "org.postgresql.util.PSQLException: Connection to localhost:5432 refused. Check that the hostname and port are correct.", ErrorKind.ConnectionRefused, "localhost:5432" },
        { "Firefox can\u2019t establish a connection to the server at localhost:3999.", ErrorKind.ConnectionRefused, "localhost:3999" },
        { "Safari can\u2019t open the page \u201clocalhost:3999\u201d because Safari can\u2019t connect to the server \u201clocalhost\u201d.", ErrorKind.ConnectionRefused, "localhost:3999" },
        { "The Tomcat connector configured to listen on port 8080 failed to start. The port may already be in use or the connector may be misconfigured.", ErrorKind.AddressInUse, "8080" },
        { "Identify and stop the process that's listening on port 8000 or configure this application to listen on another port.", ErrorKind.AddressInUse, "8000" },
        { "error: Failed to start server. Is port 3000 in use?", ErrorKind.AddressInUse, "3000" },
        { "Error: Port 8000 in use", ErrorKind.AddressInUse, "8000" },
        { "System.Net.HttpListenerException (183): Failed to listen on prefix 'http://localhost:5000/' because it conflicts with an existing registration on the machine.", ErrorKind.AddressInUse, "localhost:5000" },
        { "[error] Failed to start Ranch listener Web.HTTP in :ranch_tcp:listen([port: 4000]) for reason :eaddrinuse (address already in use)", ErrorKind.AddressInUse, "4000" },
        { "{listen_error, {{0,0,0,0},33333}, eaddrinuse}", ErrorKind.AddressInUse, "*:33333" },
        { "PHP Warning:  Memcache::connect(): Unable to connect to 127.0.0.1:11211", ErrorKind.ConnectionRefused, "127.0.0.1:11211" },
        { "Error response from daemon: rootlessport cannot expose privileged port 80, you can add 'net.ipv4.ip_unprivileged_port_start=80'", ErrorKind.PermissionDenied, "80" },
        { "WebSocket connection to 'ws://localhost:3999/hmr' failed: ", ErrorKind.Unknown, "localhost:3999" },
        { "Error: This request uses a port that is not allowed: http://localhost:6667/", ErrorKind.Unknown, "localhost:6667" },
        { "LISTEN 0      511        127.0.0.1:3000      0.0.0.0:*    users:((\"node\",pid=4242,fd=20))", ErrorKind.Unknown, "127.0.0.1:3000" },
        { "node    4242 ada   20u  IPv4 0x7e3c9d 0t0  TCP *:3000 (LISTEN)", ErrorKind.Unknown, "*:3000" },
        { "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1108", ErrorKind.Unknown, "0.0.0.0:135" },
        // go
        { "listen tcp :8080: bind: address already in use", ErrorKind.AddressInUse, "*:8080" },
        { "2026/01/05 10:11:12 listen tcp 127.0.0.1:8080: bind: address already in use\nexit status 1", ErrorKind.AddressInUse, "127.0.0.1:8080" },
        { "panic: listen udp :53: bind: permission denied", ErrorKind.PermissionDenied, "*:53" },
        { "dial tcp [::1]:5432: connect: connection refused", ErrorKind.ConnectionRefused, "[::1]:5432" },
        { "Get \"http://localhost:9090/\": dial tcp 127.0.0.1:9090: connect: connection refused", ErrorKind.ConnectionRefused, "localhost:9090" },
        { "read tcp 127.0.0.1:34512->127.0.0.1:5432: read: connection reset by peer", ErrorKind.ConnectionReset, "127.0.0.1:5432" },
        { "dial tcp 10.0.0.9:443: i/o timeout", ErrorKind.TimedOut, "10.0.0.9:443" },
        { "dial tcp: lookup api.shop.localhost: no such host", ErrorKind.NameNotFound, "api.shop.localhost" },
        // java
        { "java.net.BindException: Address already in use (Bind failed)", ErrorKind.AddressInUse, "" },
        { "java.net.BindException: Address already in use: bind /0.0.0.0:8080", ErrorKind.AddressInUse, "0.0.0.0:8080" },
        { "Web server failed to start. Port 8080 was already in use.", ErrorKind.AddressInUse, "8080" },
        { "java.net.ConnectException: Connection refused: localhost/127.0.0.1:5432", ErrorKind.ConnectionRefused, "127.0.0.1:5432" },
        { "org.postgresql.util.PSQLException: Connection to localhost:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.\nCaused by: java.net.ConnectException: Connection refused", ErrorKind.ConnectionRefused, "localhost:5432" },
        // .NET
        { "System.IO.IOException: Failed to bind to address http://127.0.0.1:5000: address already in use.", ErrorKind.AddressInUse, "127.0.0.1:5000" },
        { "Unhandled exception. System.IO.IOException: Failed to bind to address http://[::]:5000: address already in use.\n ---> Microsoft.AspNetCore.Connections.AddressInUseException: Address already in use\n   at Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets.SocketConnectionListener.Bind() in /_/src/Servers/X.cs:line 106", ErrorKind.AddressInUse, "[::]:5000" },
        { "System.Net.Sockets.SocketException (10048): Only one usage of each socket address (protocol/network address/port) is normally permitted.", ErrorKind.AddressInUse, "" },
        { "System.Net.Http.HttpRequestException: Connection refused (localhost:5001)", ErrorKind.ConnectionRefused, "localhost:5001" },
        { "System.Net.Sockets.SocketException (111): Connection refused 127.0.0.1:6379", ErrorKind.ConnectionRefused, "127.0.0.1:6379" },
        { "No connection could be made because the target machine actively refused it. (localhost:7001)", ErrorKind.ConnectionRefused, "localhost:7001" },
        { "An attempt was made to access a socket in a way forbidden by its access permissions. (0.0.0.0:50051)", ErrorKind.PermissionDenied, "0.0.0.0:50051" },
        { "listen tcp 0.0.0.0:8080: bind: An attempt was made to access a socket in a way forbidden by its access permissions.", ErrorKind.PermissionDenied, "0.0.0.0:8080" },
        { "OSError: [WinError 10048] only one socket per address", ErrorKind.AddressInUse, "" },
        // rust
        { "thread 'main' panicked at src/main.rs:10:52:\ncalled `Result::unwrap()` on an `Err` value: Os { code: 98, kind: AddrInUse, message: \"Address already in use\" }", ErrorKind.AddressInUse, "" },
        { "Error: error binding to 127.0.0.1:3000: Address already in use (os error 98)", ErrorKind.AddressInUse, "127.0.0.1:3000" },
        { "Error: Os { code: 111, kind: ConnectionRefused, message: \"Connection refused\" }", ErrorKind.ConnectionRefused, "" },
        // ruby
        { "/usr/lib/ruby/3.3.0/socket.rb:201:in `bind': Address already in use - bind(2) for 127.0.0.1:3000 (Errno::EADDRINUSE)", ErrorKind.AddressInUse, "127.0.0.1:3000" },
        { "Address already in use - bind(2) for \"127.0.0.1\" port 3000 (Errno::EADDRINUSE)", ErrorKind.AddressInUse, "127.0.0.1:3000" },
        { "Errno::ECONNREFUSED: Connection refused - connect(2) for \"localhost\" port 6379", ErrorKind.ConnectionRefused, "localhost:6379" },
        // php
        { "Failed to listen on localhost:8000 (reason: Address already in use)", ErrorKind.AddressInUse, "localhost:8000" },
        // servers
        { "nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)", ErrorKind.AddressInUse, "0.0.0.0:80" },
        { "2026/01/05 12:00:05 [emerg] 1#1: bind() to [::]:80 failed (13: Permission denied)", ErrorKind.PermissionDenied, "[::]:80" },
        { "2026/01/05 12:00:05 [error] 30#30: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 172.17.0.1, server: , request: \"GET / HTTP/1.1\", upstream: \"http://127.0.0.1:3000/\", host: \"localhost\"", ErrorKind.ConnectionRefused, "127.0.0.1:3000" },
        { "(98)Address already in use: AH00072: make_sock: could not bind to address [::]:80", ErrorKind.AddressInUse, "[::]:80" },
        { "LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use\nHINT:  Is another postmaster already running on port 5432? If not, wait a few seconds and retry.", ErrorKind.AddressInUse, "127.0.0.1:5432" },
        { "# Warning: Could not create server TCP listening socket *:6379: bind: Address already in use", ErrorKind.AddressInUse, "*:6379" },
        // docker
        { "docker: Error response from daemon: driver failed programming external connectivity on endpoint db (4f1c): Bind for 0.0.0.0:5432 failed: port is already allocated.", ErrorKind.AddressInUse, "0.0.0.0:5432" },
        { "Error starting userland proxy: listen tcp4 0.0.0.0:5432: bind: address already in use", ErrorKind.AddressInUse, "0.0.0.0:5432" },
        { "failed to bind host port for 0.0.0.0:5432:172.17.0.2:5432/tcp: address already in use", ErrorKind.AddressInUse, "0.0.0.0:5432" },
        { "Ports are not available: exposing port TCP 0.0.0.0:5432 -> 0.0.0.0:0: listen tcp 0.0.0.0:5432: bind: address already in use", ErrorKind.AddressInUse, "0.0.0.0:5432" },
        // clients
        { "curl: (7) Failed to connect to localhost port 3000 after 0 ms: Couldn't connect to server", ErrorKind.ConnectionRefused, "localhost:3000" },
        { "curl: (7) Failed to connect to 127.0.0.1 port 3000: Connection refused", ErrorKind.ConnectionRefused, "127.0.0.1:3000" },
        { "curl: (28) Failed to connect to 10.0.0.7 port 80 after 130000 ms: Connection timed out", ErrorKind.TimedOut, "10.0.0.7:80" },
        { "curl: (6) Could not resolve host: shop.localhost", ErrorKind.NameNotFound, "shop.localhost" },
        { "psql: error: connection to server at \"localhost\" (::1), port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?", ErrorKind.ConnectionRefused, "[::1]:5432" },
        { "Could not connect to Redis at 127.0.0.1:6379: Connection refused", ErrorKind.ConnectionRefused, "127.0.0.1:6379" },
        { "ERROR 2003 (HY000): Can't connect to MySQL server on '127.0.0.1:3306' (111)", ErrorKind.ConnectionRefused, "127.0.0.1:3306" },
        { "Connecting to localhost (localhost)|127.0.0.1|:3000... failed: Connection refused.", ErrorKind.ConnectionRefused, "127.0.0.1:3000" },
        { "nc: connect to localhost (127.0.0.1) port 3000 (tcp) failed: Connection refused", ErrorKind.ConnectionRefused, "127.0.0.1:3000" },
        { "ssh: connect to host build-7 port 22: Connection refused", ErrorKind.ConnectionRefused, "build-7:22" },
        { "bind [127.0.0.1]:8080: Address already in use\nchannel_setup_fwd_listener_tcpip: cannot listen to port: 8080", ErrorKind.AddressInUse, "127.0.0.1:8080" },
        { "The connection to the server localhost:8080 was refused - did you specify the right host or port?", ErrorKind.ConnectionRefused, "localhost:8080" },
        { "This site can't be reached\nlocalhost refused to connect.\nERR_CONNECTION_REFUSED", ErrorKind.ConnectionRefused, "localhost" },
        // dev servers
        { "Error: Port 5173 is already in use", ErrorKind.AddressInUse, "5173" },
        { "Port 5173 is in use, trying another one...", ErrorKind.AddressInUse, "5173" },
        { " ⨯ Failed to start server\nError: listen EADDRINUSE: address already in use :::3000", ErrorKind.AddressInUse, "[::]:3000" },
        { "Something is already running on port 3000.", ErrorKind.AddressInUse, "3000" },
        { "Port 3000 is in use by process 4242, using available port 3001 instead.", ErrorKind.AddressInUse, "3000" },
        { "EADDRINUSE", ErrorKind.AddressInUse, "" },
    };

    [Theory, MemberData(nameof(Messages))]
    public void A_message_tells_what_went_wrong_and_where(string text, ErrorKind kind, string where)
    {
        var target = Assert.IsType<ErrorTarget>(TargetParser.Parse(text).Target);
        Assert.Equal(kind, target.Kind);
        Assert.Equal(where, Where(target));
    }

    static string Where(ErrorTarget target) => (target.Host, target.Port) switch
    {
        ({ } host, { } port) => $"{host}:{port}",
        ({ } host, null) => host.ToString(),
        (null, { } port) => port.ToString(),
        _ => "",
    };

    [Fact]
    public void A_client_that_tried_both_families_is_understood()
    {
        var target = Assert.IsType<ErrorTarget>(TargetParser.Parse(
            "AggregateError [ECONNREFUSED]: \n    at internalConnectMultiple (node:net:1139:18)\n  [errors]: [\n    Error: connect ECONNREFUSED ::1:5432\n    Error: connect ECONNREFUSED 127.0.0.1:5432").Target);
        Assert.Equal("[::1]:5432", Where(target));
        Assert.Equal(new TriedEndpoint(TargetHost.Of(InetAddress.LoopbackV4), new Port(5432)), Assert.Single(target.AlsoTried));
    }

    [Theory]
    [InlineData("ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)", "/var/run/mysqld/mysqld.sock")]
    [InlineData("psql: error: connection to server on socket \"/var/run/postgresql/.s.PGSQL.5432\" failed: Connection refused", "/var/run/postgresql/.s.PGSQL.5432")]
    [InlineData("dial unix /var/run/docker.sock: connect: permission denied", "/var/run/docker.sock")]
    public void A_unix_socket_takes_the_place_of_a_port(string text, string path)
    {
        var target = Assert.IsType<ErrorTarget>(TargetParser.Parse(text).Target);
        Assert.Equal((path, null), (target.Path, target.Port));
    }

    [Fact]
    public void A_url_that_mentions_an_error_is_a_url() =>
        Assert.IsType<UrlTarget>(TargetParser.Parse("http://localhost:3000/?error=ECONNREFUSED").Target);

    [Theory]
    [InlineData("listen udp :53: bind: address already in use", Protocol.Udp)]
    [InlineData("listen tcp :80: bind: address already in use", Protocol.Tcp)]
    [InlineData("Error: listen EADDRINUSE: address already in use :::3000", null)]
    public void The_protocol_is_taken_where_it_is_told(string text, Protocol? protocol) =>
        Assert.Equal(protocol, Assert.IsType<ErrorTarget>(TargetParser.Parse(text).Target).Protocol);
}
