using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Faults;

/// <summary>
/// Sockets in odd places, decided by a seed: descriptors of a thread alone, in flight between two processes, in other user and mount
/// namespaces, of a process whose first thread has ended. Who makes them tells who holds them.
/// </summary>
static class OddLoad
{
    const string Code = """
        import ctypes, json, random, struct, threading
        c = ctypes.CDLL(None); chance = random.Random(int(sys.argv[1])); first = int(sys.argv[2])
        truth, kept, children = {}, [], []
        def child(work):
            gate, done = os.pipe()
            pid = os.fork()
            if pid == 0:
                work(lambda: os.write(done, b'x')); wait(); os._exit(0)
            assert os.read(gate, 1) == b'x'
            os.close(gate); os.close(done)
            return pid
        def in_thread(s):
            def work(done):
                apart, closed = threading.Event(), threading.Event()
                def keep(): c.unshare(0x400); apart.set(); closed.wait(); done(); time.sleep(600) # CLONE_FILES
                threading.Thread(target=keep, daemon=True).start(); apart.wait(); s.close(); closed.set()
            return work
        def in_namespace(kind):
            def work(done): assert c.unshare(kind) == 0; done()
            return work
        def leader_gone(done):
            def go_on():
                while open(f'/proc/{os.getpid()}/stat').read().rsplit(')', 1)[1].split()[0] != 'Z': time.sleep(0.01)
                done(); wait(); os._exit(0)
            threading.Thread(target=go_on).start(); c.pthread_exit(None)
        for port in range(first, first + 10):
            kind = chance.choice(['plain', 'thread', 'flight', 'user', 'mount', 'leader', 'only thread', 'only user'])
            s = listen(chance.choice(['127.0.0.1', '::1', '0.0.0.0']), port)
            holders = {os.getpid()}
            if kind in ('thread', 'only thread'): holders.add(child(in_thread(s)))
            elif kind in ('user', 'only user'): holders.add(child(in_namespace(0x10000000)))
            elif kind == 'mount': holders.add(child(in_namespace(0x20000)))
            elif kind == 'leader': holders.add(child(leader_gone))
            elif kind == 'flight':
                pair = socket.socketpair(); kept.append(pair)
                socket.send_fds(pair[0], [b'x'], [s.fileno()]); s.close(); holders = set()
            if kind.startswith('only'): s.close(); holders.discard(os.getpid())
            elif kind != 'flight': kept.append(s)
            truth[port] = (kind, holders)
            # What a later child is given is held by it too.
            for other, (was, held) in truth.items():
                if other != port and kind in ('thread', 'only thread', 'user', 'only user', 'mount', 'leader') and os.getpid() in held: held.update(holders - {os.getpid()})
        ready(json.dumps({p: [k, sorted(h)] for p, (k, h) in truth.items()}, separators=(',', ':')).replace(' ', '_')); wait()
        """;

    /// <summary>What is held, by port: the kind of place, and all holders.</summary>
    public static IReadOnlyDictionary<int, (string Kind, int[] Pids)> Start(NetworkNamespace net, int seed)
    {
        var all = new Dictionary<int, (string, int[])>();
        for (var i = 0; i < 4; i++)
        {
            var server = net.StartPython(Code, $"{seed * 10 + i}", $"{3000 + 100 * i}");
            using var told = System.Text.Json.JsonDocument.Parse(string.Join(' ', server.Words));
            foreach (var port in told.RootElement.EnumerateObject())
                all[int.Parse(port.Name)] = (port.Value[0].GetString()!, [.. port.Value[1].EnumerateArray().Select(static pid => pid.GetInt32())]);
        }
        return all;
    }
}
