using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Agreement;

/// <summary>A crowd of sockets, decided by a seed: several users, processes, forks, shared ports, both families, TCP and UDP.</summary>
static class Load
{
    public const int OneUser = 65533, OtherUser = 65534;

    /// <summary>Each process takes its own share of the ports, so that what one opens no other prevents.</summary>
    const string Code = """
        import random
        seed, first = int(sys.argv[1]), int(sys.argv[2])
        chance = random.Random(seed)
        held = []
        def multipath(port):
            try: s = socket.socket(chance.choice([socket.AF_INET, socket.AF_INET6]), socket.SOCK_STREAM, 262) # IPPROTO_MPTCP
            except OSError: s = socket.socket() # a kernel without it
            s.bind(('::1' if s.family == socket.AF_INET6 else '127.0.0.1', port)); s.listen(); return s
        def open_one(port):
            kind = chance.choice(['v4', 'v6', 'dual', 'v6only', 'reuse', 'udp4', 'udp6', 'pair', 'client', 'mptcp'])
            if kind == 'v4': held.append(listen(chance.choice(['0.0.0.0', '127.0.0.1', '127.0.0.9']), port))
            elif kind == 'v6': held.append(listen('::1', port))
            elif kind == 'dual': held.append(listen('::', port, v6only=0))
            elif kind == 'v6only': held.append(listen('::', port, v6only=1))
            elif kind == 'reuse':
                for _ in range(chance.randint(2, 4)): held.append(listen('127.0.0.1', port, reuseport=True))
            elif kind == 'mptcp': held.append(multipath(port))
            elif kind == 'pair': held.extend([listen('127.0.0.1', port), listen('::1', port)])
            elif kind == 'client':
                s = listen('127.0.0.1', port); c = socket.create_connection(('127.0.0.1', port)); held.extend([s, c, s.accept()[0]])
            else:
                s = socket.socket(socket.AF_INET if kind == 'udp4' else socket.AF_INET6, socket.SOCK_DGRAM)
                s.bind((chance.choice(['127.0.0.1', '0.0.0.0']) if kind == 'udp4' else '::1', port)); held.append(s)
        for port in range(first, first + 25):
            if chance.random() < 0.8: open_one(port)
        def leave_some():
            for s in chance.sample(held, len(held) // 3): held.remove(s); s.close()
        for _ in range(chance.randint(0, 3)):
            gate, done = os.pipe()
            if os.fork() == 0:
                chance.seed(os.getpid()); leave_some(); os.write(done, b'x'); wait(); os._exit(0)
            os.read(gate, 1)
        ready(); wait()
        """;

    /// <param name="before">What goes before each command: a control group to start it in.</param>
    public static void Start(NetworkNamespace net, int seed, params IReadOnlyList<string> before)
    {
        for (var i = 0; i < 12; i++)
        {
            IReadOnlyList<string> user = (i % 3) switch { 0 => [], 1 => NetworkNamespace.AsUser(OneUser), _ => NetworkNamespace.AsUser(OtherUser) };
            net.Start([.. before, .. user, Python.Path, "-c", Python.Prelude + Code, $"{seed * 100 + i}", $"{3000 + 100 * i}"]);
        }
    }
}
