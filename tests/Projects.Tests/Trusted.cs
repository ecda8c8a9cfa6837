using Berth.Model.Files;

namespace Berth.Projects.Tests;

/// <summary>Whose files the tests obey.</summary>
static class Trusted
{
    public static FileTrust Ours { get; } = new(uint.Parse(Counterparts.Command.Must("id", "-u"), System.Globalization.CultureInfo.InvariantCulture), null, []);
}
