using Berth.Engine.Frameworks;
using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Engine.Services;

/// <summary>Whether a service binds the address that it is told: by an option that its framework has, or because its definition hands it on.</summary>
public static class BindsWhereTold
{
    const string Somewhere = "127.64.0.1";

    static readonly string[] references = ["${host}", "$HOST", "${HOST}"];

    /// <param name="packageScript">The text of a script of package.json, by folder and name; null for none.</param>
    public static bool Is(ServiceDefinition service, Func<string, string, string?> packageScript)
    {
        IEnumerable<string> texts = [.. service.Command.Words ?? [service.Command.Shell!], .. service.Environment.Select(static entry => entry.Value)];
        if (texts.Any(static text => references.Any(reference => text.Contains(reference, StringComparison.Ordinal)))) return true;
        if (service.Command.Words is not { } words) return false;
        var flags = PortFlags.Apply(words, Somewhere, new Port(3000), script => packageScript(service.Directory, script));
        return flags.Words.Concat(flags.Variables.Select(static entry => entry.Value)).Any(static word => word.Contains(Somewhere, StringComparison.Ordinal));
    }
}
