// The namespace of these tests hides the enumeration of units; "Team" is the field's two units.
global using Team = Shared.Contracts.Cases.Unit;
