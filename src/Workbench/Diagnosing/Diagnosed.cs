using Berth.Audit.Diagnose;
using Berth.Audit.Diagnose.Kernel;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;

namespace Berth.Workbench.Diagnosing;

/// <summary>A target that was tried.</summary>
/// <param name="Shortfalls">Those that the verdict may rest on.</param>
public sealed record DiagnosedTarget(DiagnosisReport Report, DiagnosisFacts Facts, IReadOnlyList<Shortfall> Shortfalls);

/// <summary>What of the machine itself may be in the way.</summary>
public sealed record DiagnosedMachine(DiagnosisReport Report, MachineFacts Facts);

/// <summary>What the kernel and our rights allow.</summary>
public sealed record DiagnosedKernel(KernelReport Report, KernelFacts Facts);
