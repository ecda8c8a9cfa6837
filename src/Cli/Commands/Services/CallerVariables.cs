using System.Collections;

namespace Berth.Cli.Commands.Services;

/// <summary>The environment that services are given: that of the shell where they are asked for.</summary>
static class CallerVariables
{
    public static Dictionary<string, string> All()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            if (entry is { Key: string name, Value: string value }) variables[name] = value;
        return variables;
    }
}
