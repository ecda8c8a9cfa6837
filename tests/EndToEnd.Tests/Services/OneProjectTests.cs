using System.Text.Json;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Services;

/// <summary>Every command means the same project by a folder.</summary>
public sealed class OneProjectTests : IDisposable
{
    readonly Yard yard = new();

    [Fact]
    public void A_Procfile_below_the_root_of_a_repository_is_one_project_for_all()
    {
        var repository = yard.Project("");
        Command.Must("git", "init", "-q", "-b", "main", repository);
        var api = Directory.CreateDirectory(Path.Combine(repository, "api")).FullName;
        File.WriteAllText(Path.Combine(api, "Procfile"), "web: exec python3 -m http.server $PORT --bind $HOST\n");
        File.Delete(Path.Combine(repository, "berth.yaml"));

        yard.Must(api, "run", "--", "true");
        yard.Must(api, "lease", "add", "other");
        yard.Must(api, "up", "-d");
        using var leases = JsonDocument.Parse(yard.Must(api, "lease", "ls", "--json").Output);
        Assert.Equal([api], leases.RootElement.GetProperty("leases").EnumerateArray().Select(static lease => lease.GetProperty("root").GetString()).Distinct());
        Assert.Equal(api, yard.Project(api, "ps", "--json").GetProperty("root").GetString());
        var row = BerthProgram.OnlyRow(yard.Place.Network, $"pid={yard.Pid(api, "web")}");
        Assert.Equal("api", row.Json.GetProperty("project")[0].GetString());
    }

    public void Dispose() => yard.Dispose();
}
