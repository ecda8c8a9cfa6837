using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Cases;

/// <summary>One way in which the machine itself keeps local servers from being reached. A new one is one file and one line in <see cref="Checks"/>.</summary>
interface ICheck
{
    /// <summary>A word or two.</summary>
    string Name { get; }

    /// <summary>Null when all is well.</summary>
    Diagnosis? Judge(MachineFacts facts);

    /// <summary>What was looked at, a clause without a full stop.</summary>
    string Seen(MachineFacts facts);
}
