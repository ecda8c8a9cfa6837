namespace Berth.Model.Diagnosis;

/// <summary>Where an answer led, step by step, as far as it stayed on this machine.</summary>
public sealed record RedirectTrail(IReadOnlyList<Redirect> Steps, RedirectEnd End);

/// <param name="Url">Where the step leads, without what is not sent: "http://localhost:3000/login".</param>
/// <param name="Answer">Null when nothing was asked there, or nobody could be connected to.</param>
public sealed record Redirect(string Url, HttpAttempt? Answer);

public enum RedirectEnd : byte
{
    /// <summary>The last step is no redirect any more.</summary>
    Arrived,

    /// <summary>A step leads to where it had been already, with the same cookies; or they are more than a browser would follow.</summary>
    Circle,

    /// <summary>Nobody accepts a connection at the last step.</summary>
    NobodyThere,

    /// <summary>The last step leads to another machine, or to something else than HTTP: it was not followed.</summary>
    Elsewhere,
}
