namespace Berth.Architecture.Tests;

/// <summary>Root's rights are laid down before what services send is read.</summary>
public class RightsTests
{
    [Fact]
    public void Whoever_talks_to_services_lays_roots_rights_down_first()
    {
        var talking = 0;
        foreach (var path in Checkout.Projects.Where(static project => project != "Probes").SelectMany(Checkout.Sources))
        {
            var text = File.ReadAllText(path);
            if (!text.Contains("ProtocolProber.AskAsync(", StringComparison.Ordinal) && !text.Contains("Machine.Try(", StringComparison.Ordinal)) continue;
            Assert.True(text.Contains("LayDownRights(", StringComparison.Ordinal), $"{Path.GetRelativePath(Checkout.Root, path)} listens to services with all rights: call LayDownRights first");
            talking++;
        }
        Assert.InRange(talking, 3, 10);
    }
}
