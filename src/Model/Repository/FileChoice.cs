namespace Berth.Model.Repository;

/// <summary>One of several files of which one is taken at a time: Procfile or Procfile.dev, compose.yaml or compose.prod.yaml.</summary>
/// <param name="Among">What tells those that exclude each other: their folder and kind.</param>
public readonly record struct FileChoice(string Among, string File);
