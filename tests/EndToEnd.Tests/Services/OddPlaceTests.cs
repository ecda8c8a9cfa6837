namespace Berth.EndToEnd.Tests.Services;

/// <summary>Projects and places at the edge of what there can be.</summary>
public sealed class OddPlaceTests : IDisposable
{
    readonly Yard yard = new();

    [Fact]
    public void A_project_without_a_service_is_listed_as_one()
    {
        var folder = yard.Project("");
        _ = yard.Berth(folder, "env");
        foreach (var words in (IReadOnlyList<string>[])[["ps"], ["ps", "--all"], ["ps", "--json"]])
            Assert.DoesNotContain("unexpected", yard.Berth(folder, words).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_folder_with_a_path_too_long_for_a_socket_is_told()
    {
        var state = Path.Combine(yard.Project(""), new string('x', 160));
        var net = yard.Place.Network;
        var environment = new Dictionary<string, string?> { ["XDG_STATE_HOME"] = state, ["XDG_RUNTIME_DIR"] = null, ["SUDO_UID"] = null };
        var refused = net.RunWith([BerthProgram.Path, "lease", "add", "web"], environment: environment);
        Assert.Equal(8, refused.ExitCode);
        Assert.Contains("is longer than the 107 bytes", refused.Error, StringComparison.Ordinal);
        Assert.Contains("XDG_RUNTIME_DIR", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Error, StringComparison.Ordinal);
    }

    public void Dispose() => yard.Dispose();
}
