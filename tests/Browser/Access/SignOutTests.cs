using Browser.Harness;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Access;

/// <summary>Going home: nothing stays open, here or at another screen.</summary>
public sealed class SignOutTests : ConsoleTests
{
    [Test]
    public async Task SignOut_EndsEverySessionOfThePerson()
    {
        var person = await Hotline.AddPersonAsync("下班", Role.Operator);
        var screen = await SignInAsync(person);
        var other = await SignInAsync(person);
        await other.GoToAsync("/password");
        await Expect(other.Page.GetByText(person.Name)).ToBeVisibleAsync();

        await screen.Page.GetByText(person.Name).ClickAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await Expect(SignIn(screen)).ToBeVisibleAsync();

        await screen.Page.GoBackAsync();
        await Expect(SignIn(screen)).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText(person.Name)).ToHaveCountAsync(0);

        await other.Page.ReloadAsync();
        await Expect(SignIn(other)).ToBeVisibleAsync();
    }

    private static ILocator SignIn(Screen screen) => screen.Page.GetByRole(AriaRole.Heading, new() { Name = "登录" });
}
