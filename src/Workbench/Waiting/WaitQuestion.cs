using Berth.Engine.Targets;
using Berth.Model.Addressing;

namespace Berth.Workbench.Waiting;

/// <summary>What is waited for.</summary>
/// <param name="Text">As it was typed.</param>
public abstract record WaitQuestion(string Text)
{
    /// <summary>Until something accepts a TCP connection.</summary>
    public sealed record Connect(string Text, TargetHost Host, Port Port) : WaitQuestion(Text);

    /// <summary>Until it answers with the status; null: any from 200 to 399.</summary>
    public sealed record Http(string Text, Uri Address, int? Status) : WaitQuestion(Text);

    /// <summary>Until a server could bind it.</summary>
    public sealed record Free(string Text, TargetHost Host, Port Port, Protocol Protocol, Target Target) : WaitQuestion(Text);
}
