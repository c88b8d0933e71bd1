using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Intake.Api.Access;

/// <summary>The banner of every page while the data is not real: a drill, or demo accounts.</summary>
internal sealed class DemoNotice(CaseClock clock, DemoPeople demo)
{
    public string? Text =>
        clock.IsDrill ? $"演练 · 演练时间 {Shanghai.In(clock.Now):MM-dd HH:mm} · 不是真实案件"
        : demo.InUse ? "演示 · 内置演示账号，请勿录入真实案件"
        : null;
}
