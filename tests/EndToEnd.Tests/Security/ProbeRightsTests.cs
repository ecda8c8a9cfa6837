using Berth.Counterparts;
using Berth.EndToEnd.Tests.Audit;

namespace Berth.EndToEnd.Tests.Security;

/// <summary>Whoever reads what services send has no right of root: seen by a service, in the process that asks it.</summary>
public sealed class ProbeRightsTests : IDisposable
{
    readonly House house = new();

    // Of each connection that says something: the user of its socket, and the users and capabilities of all threads of who holds it.
    const string Server = """
        import glob, threading
        s = listen('0.0.0.0', 3000, backlog=64); seen = set(); lock = threading.Lock()
        def entry(port):
            for line in open('/proc/net/tcp').readlines()[1:]:
                word = line.split()
                if word[1].endswith(':%04X' % port) and word[2].endswith(':0BB8'): return word[7], word[9]
        def holder(inode):
            for fd in glob.glob('/proc/[0-9]*/fd/*'):
                try:
                    if os.readlink(fd) == f'socket:[{inode}]': return fd.split('/')[2]
                except OSError: pass
        def serve(c, port):
            if not c.recv(4096): return
            user, inode = entry(port)
            for status in glob.glob(f'/proc/{holder(inode)}/task/*/status'):
                fields = dict(line.split(':', 1) for line in open(status))
                with lock: seen.add((user, fields['Uid'].split()[1], fields['Gid'].split()[1], fields['Groups'].strip(), fields['CapEff'].strip(), fields['CapPrm'].strip()))
            body = repr(sorted(seen)).encode()
            try: c.sendall(b'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n' % len(body) + body); c.close()
            except OSError: pass
        def kept(path):
            r = listen('127.0.0.1', 3999)
            while True:
                c = r.accept()[0]; c.sendall(repr(sorted(seen)).encode()); seen.clear(); c.close()
        threading.Thread(target=kept, args=[0], daemon=True).start()
        ready()
        while True:
            c, at = s.accept(); threading.Thread(target=serve, args=[c, at[1]], daemon=True).start()
        """;

    [Theory]
    [InlineData(true, "audit", "3000")]
    [InlineData(true, "ls", "3000", "--probe")]
    [InlineData(true, "doctor", "http://127.0.0.1:3000/")]
    [InlineData(false, "audit", "--fix", "http-no-host-check", "--dry-run")]
    public void What_services_send_is_read_without_roots_rights(bool forGood, params string[] words)
    {
        house.Net.StartPython(Server);
        Assert.InRange(house.Run(words).ExitCode, 0, 9);
        var seen = house.Net.Must(Python.Path, "-c", "import socket; print(socket.create_connection(('127.0.0.1', 3999)).makefile().read())").Trim();
        var permitted = forGood ? "0000000000000000" : "[0-9a-f]{16}";
        Assert.Matches($"^\\[\\('65534', '65534', '65534', '', '0000000000000000', '{permitted}'\\)\\]$", seen);
    }

    public void Dispose() => house.Dispose();
}
