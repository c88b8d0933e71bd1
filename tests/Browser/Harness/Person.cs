using Shared.Contracts.Cases;

namespace Browser.Harness;

/// <summary>Somebody who works with the console.</summary>
/// <param name="Password">Their own, or a one-time password.</param>
public sealed record Person(string Name, string Password, Role Role, Unit? Unit);
