using System.Net;
using Berth.Links;
using Berth.Links.Faults;

// The engine of links without the rest of Berth, for bench/links.py: link-host LISTEN UPSTREAM FAULTS [LISTEN UPSTREAM FAULTS ...], ports
// of 127.0.0.1; faults as text, or "" for none. Says "ready" and lives until its input ends.
if (args.Length == 0 || args.Length % 3 != 0) return Refuse("usage: link-host LISTEN UPSTREAM FAULTS ...");
var links = new List<Link>();
for (var i = 0; i < args.Length; i += 3)
{
    var opened = await Link.OpenAsync(new()
    {
        Name = $"link-{i / 3}",
        Listen = new(IPAddress.Loopback, int.Parse(args[i])),
        Upstream = new IPEndPoint(IPAddress.Loopback, int.Parse(args[i + 1])),
        Faults = args[i + 2].Length == 0 ? [] : FaultText.Parse(args[i + 2]).Value,
    });
    if (opened.IsRefused(out var refusal)) return Refuse(refusal.ToString());
    links.Add(opened.Value);
}
Console.WriteLine("ready");
while (await Console.In.ReadLineAsync() is not null)
{
}
foreach (var link in links) await link.DisposeAsync();
return 0;

static int Refuse(string why)
{
    Console.Error.WriteLine(why);
    return 2;
}
