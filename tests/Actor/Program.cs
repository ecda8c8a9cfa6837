using System.Diagnostics;
using Berth.Localhost;
using Berth.Model.Services;

// A program that tests start: a web server of ASP.NET Core, or the owner of a service in a project's own localhost.
switch (args)
{
    case ["web", var url, var page]:
        Serve(url, page);
        return 0;
    case ["service", var state, var root, var name, .. var command]:
        return Own(ProjectLocalhost.Enter(state, Request(root, name), TimeProvider.System), command);
    case ["adopt", var state, var root, var name, var folder]:
        return Own(ProjectLocalhost.Adopt(state, folder, Request(root, name), TimeProvider.System), []);
    case ["sweep", var state]:
        Console.WriteLine(ProjectLocalhost.Sweep(state, TimeProvider.System));
        return 0;
    case ["records", var state, var root]:
        foreach (var record in ProjectLocalhost.RecordsOf(state, root)) Console.WriteLine($"{record.Unit} {record.Outcome} {record.Asked} {record.Port}");
        return 0;
    default:
        return 2;
}

static LocalhostRequest Request(string root, string name) => new(root, name, UnitKind.Service);

static void Serve(string url, string page)
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.UseUrls(url);
    var web = builder.Build();
    web.MapGet("/", () => page);
    web.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"ready {string.Join(' ', web.Urls)}"));
    web.Run();
}

// Starts the command inside, if there is one, and ends the unit when its input closes.
static int Own(LocalhostEntry entry, string[] command)
{
    if (entry.Unit is not { } unit)
    {
        Console.Error.WriteLine(entry.Refusal);
        return 1;
    }
    if (command.Length > 0)
    {
        var start = new ProcessStartInfo("sh", ["-c", "echo $$ >\"$0\" && exec \"$@\" </dev/null >/dev/null 2>&1", unit.Entrance, .. command]) { UseShellExecute = false };
        _ = Process.Start(start);
        while (unit.Group.Processes().Count == 0) Thread.Yield();
    }
    Console.WriteLine($"ready {unit.GroupFolder} {unit.Address}");
    while (Console.ReadLine() is not null)
    {
    }
    return unit.End(new StopPolicy(15, TimeSpan.FromSeconds(5))) ? 0 : 1;
}
