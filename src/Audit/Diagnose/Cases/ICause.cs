namespace Berth.Audit.Diagnose.Cases;

/// <summary>One way in which a local server fails to be reached. A new one is one file and one line in <see cref="Questions"/>.</summary>
interface ICause
{
    /// <summary>Null when it does not hold.</summary>
    Diagnosis? Judge(Case patient);
}
