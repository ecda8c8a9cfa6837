using Berth.Model.Diagnosis;
using Berth.Probes.Linux.Diagnosis;

namespace Berth.Probes;

/// <summary>What must be read and tried to say why something does not work.</summary>
public static class DiagnosisReadings
{
    /// <summary>Reads the machine and connects to the target, where that is this machine. Takes a few seconds at most.</summary>
    /// <param name="beforeWords">Called when all is read that takes rights, and before a server is listened to.</param>
    /// <exception cref="InventoryUnavailableException">The sockets cannot be read here.</exception>
    public static DiagnosisFacts Take(DiagnosisTarget target, ISocketInventory inventory, TimeProvider clock, string? directory, Action beforeWords) => OperatingSystem.IsLinux()
        ? new TargetReader(inventory, clock, beforeWords).ReadAsync(target, directory).GetAwaiter().GetResult()
        : throw Unavailable();

    /// <summary>Reads what of the machine itself may be in the way. Connects to nothing.</summary>
    /// <exception cref="InventoryUnavailableException">The sockets cannot be read here.</exception>
    public static MachineFacts TakeMachine(ISocketInventory inventory, TimeProvider clock) => OperatingSystem.IsLinux()
        ? new MachineReader(inventory, clock).ReadAsync().GetAwaiter().GetResult()
        : throw Unavailable();

    /// <summary>Tries what the kernel allows. Attaches and changes nothing.</summary>
    /// <exception cref="InventoryUnavailableException">It is there on Linux only.</exception>
    public static KernelFacts TakeKernel() => OperatingSystem.IsLinux() ? KernelReader.Read() : throw Unavailable();

    static InventoryUnavailableException Unavailable() =>
        new($"Berth cannot look into {Environment.OSVersion.Platform} yet: today it works on Linux (also inside WSL).");
}
