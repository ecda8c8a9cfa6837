using Berth.Engine.Spelling;
using Berth.Model.Leases;

namespace Berth.Engine.Leases;

/// <summary>What a person types about a lease.</summary>
static class LeaseCommands
{
    /// <summary>Lets the lease go. It belongs to its checkout, so from elsewhere the command goes there first.</summary>
    /// <param name="directory">The folder that the person is in; null when it is not known.</param>
    public static string Remove(LeaseKey key, string? directory)
    {
        var name = key.PortName == LeaseKey.UsualPortName ? key.Service : $"{key.Service}:{key.PortName}";
        var command = $"berth lease rm {ShellWord.Of(name)}";
        return directory == key.Root ? command : $"(cd {ShellWord.Of(key.Root)} && {command})";
    }
}
