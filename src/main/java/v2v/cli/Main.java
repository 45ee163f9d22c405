package v2v.cli;

public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("v2v");
    }
}
