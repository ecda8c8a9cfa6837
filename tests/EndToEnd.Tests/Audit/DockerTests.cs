using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Audit;

/// <summary>An engine that answers on /run/docker.sock as Docker does, in a mount namespace of its own.</summary>
public sealed class DockerTests(DockerTests.Engine engine) : IClassFixture<DockerTests.Engine>
{
    [Theory]
    [InlineData("docker-publish-all", 5432, "high")]
    [InlineData("docker-publish-all", 8080, "medium")]
    [InlineData("docker-noproxy-invisible", 5432, "info")]
    public void A_published_port_is_found(string rule, int port, string severity) => Assert.Equal(severity, engine.Audit.Only(rule, port).Severity);

    [Theory]
    [InlineData("docker-loopback-l2")]
    [InlineData("docker-fw-off")]
    public void So_is_a_setting_of_the_engine(string rule) => engine.Audit.Only(rule);

    [Fact]
    public void One_on_loopback_is_not_open() => engine.Audit.None("docker-publish-all", 6379);

    [Fact]
    public void A_container_that_holds_the_socket_is_found() => Assert.Equal("container traefik", engine.Audit.All.First(one => one.Rule == "docker-sock-shared" && one.Severity == "high").Subject);

    [Fact]
    public void A_socket_for_everybody_is_found_and_can_be_mended()
    {
        var open = engine.Audit.All.Single(one => one.Rule == "docker-sock-shared" && one.Severity == "critical");
        Assert.True(open.IsMendable);
    }

    public sealed class Engine : IDisposable
    {
        readonly House house = new();

        public Engine()
        {
            File.WriteAllText(house.Net.Home.At("engine.py"), Python.Prelude + """
                import http.server, json, socketserver, subprocess, threading
                def port(ip, public, private): return {'IP': ip, 'PublicPort': public, 'PrivatePort': private, 'Type': 'tcp'}
                def container(name, image, ports, mounts=[]):
                    return {'Id': name * 8, 'Names': ['/' + name], 'Image': image, 'Ports': ports, 'Mounts': mounts, 'HostConfig': {'NetworkMode': 'bridge'}, 'NetworkSettings': {'Networks': {'bridge': {'IPAddress': '172.17.0.2'}}}}
                pages = {
                    '/version': {'Version': '27.1.0'},
                    '/containers/json': [
                        container('db', 'postgres:16', [port('0.0.0.0', 5432, 5432), port('::', 5432, 5432)]),
                        container('web', 'shop/web', [port('0.0.0.0', 8080, 80)]),
                        container('cache', 'redis:7', [port('127.0.0.1', 6379, 6379)]),
                        container('traefik', 'traefik:3', [], [{'Source': '/var/run/docker.sock', 'Destination': '/var/run/docker.sock', 'RW': False}]),
                    ],
                }
                class Page(http.server.BaseHTTPRequestHandler):
                    def do_GET(self):
                        body = json.dumps(pages.get(self.path.split('?')[0], {})).encode()
                        self.send_response(200 if self.path.split('?')[0] in pages else 404)
                        self.send_header('Content-Length', str(len(body)))
                        self.end_headers()
                        self.wfile.write(body)
                    def address_string(self): return 'unix'
                    def log_message(self, *words): pass
                class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer): daemon_threads = True
                server = Server('/run/docker.sock', Page)
                os.chmod('/run/docker.sock', 0o666)
                threading.Thread(target=server.serve_forever, daemon=True).start()
                done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL)
                sys.exit(done.returncode)
                """);
            File.WriteAllText(house.Net.Home.At("daemon.json"), """{ "iptables": false }""");
            Audit = Findings.Of(house.RunAs(["unshare", "--mount", "sh", "-c", "mount -t tmpfs none /run && mkdir -p /run/upper /run/work && mount -t overlay -o lowerdir=/etc,upperdir=/run/upper,workdir=/run/work none /etc && mkdir -p /etc/docker && cp \"$0\" /etc/docker/daemon.json && exec \"$@\"", house.Net.Home.At("daemon.json"), Python.Path, house.Net.Home.At("engine.py")], ["audit", "--json"]));
        }

        internal Findings Audit { get; }

        public void Dispose() => house.Dispose();
    }
}
